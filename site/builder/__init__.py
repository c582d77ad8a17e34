"""Makes the web site from the tables, the questions, the schema and the rules."""
