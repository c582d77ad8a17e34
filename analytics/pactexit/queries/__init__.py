"""The questions: one `.sql` file each, its header the contract, its name the answer."""
