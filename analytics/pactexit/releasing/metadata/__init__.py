"""What describes a release to others, each made from the descriptor: nothing is written twice."""
