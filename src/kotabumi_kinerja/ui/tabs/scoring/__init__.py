"""The tab Penilaian: realisation, ratings, predikat and their distribution."""
