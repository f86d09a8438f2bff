"""What users meet of the scheduler: the error of a task whose workers were lost again and again."""


class KilledWorker(Exception):
    """A task was on too many workers when these were lost."""

    def __init__(self, task, last_worker=None, allowed_failures=None):
        super().__init__(task, last_worker, allowed_failures)
        self.task, self.last_worker, self.allowed_failures = task, last_worker, allowed_failures

    def __str__(self):
        if self.last_worker is None:
            return str(self.task)
        return (
            f"Attempted to run task {self.task!r} on {(self.allowed_failures or 0) + 1} different workers, "
            f"but all those workers died while running it. The last worker that attempt to run the task was "
            f"{self.last_worker}."
        )
