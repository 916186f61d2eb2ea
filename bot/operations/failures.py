"""What an operator can mend."""


class OperationFailed(Exception):
    """Says in its lines what is wrong and what to do next."""
