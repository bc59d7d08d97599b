"""`python -m pakn …`."""

import sys

from pakn.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
