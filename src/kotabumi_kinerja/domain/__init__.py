"""Words and rules of the law; standard library only."""
