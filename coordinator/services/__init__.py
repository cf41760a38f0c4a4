"""One function for each thing a coordinator does: the only door that screens and the command line use."""
