"""Documents of every kind: good ones read alike, bad ones refused or read with a warning."""
