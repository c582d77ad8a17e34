// Computes a question anew with the parameters of its form.
