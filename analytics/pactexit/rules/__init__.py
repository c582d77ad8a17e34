"""The rules of the dataset: within a row in Python, between rows one `.sql` file each."""
