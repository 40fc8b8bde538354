"""The packaged `relman-desktop`."""

from relman_desktop.__main__ import main

raise SystemExit(main())
