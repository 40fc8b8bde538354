"""The packaged `relman`."""

from relman_desktop.cli import main

raise SystemExit(main())
