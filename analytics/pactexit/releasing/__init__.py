"""What is given away: copies and releases of the dataset."""
