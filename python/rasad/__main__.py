"""`python -m rasad` is the `rasad` command."""

import sys

from .cli import main

sys.exit(main())
