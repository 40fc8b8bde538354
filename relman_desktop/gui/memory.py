"""Python's search for cycles stops every thread, the window's too, for as long as it takes to look at all there is."""

import gc


def keep_for_good() -> None:
    """Have the search pass over all that is there now, such as the engine and its tables: it lives as long as the app.

    Measured while a first request is sent from the sample: 65 to 77 ms without it, 21 to 29 ms with it.
    """
    gc.freeze()
