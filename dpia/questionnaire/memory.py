"""What is known of one assessment from judging it before."""

from dataclasses import dataclass

from dpia.questionnaire.evaluation import Evaluation


@dataclass
class Memory:
    """What the latest verdict on an assessment was worked out from: the next one begins with it.

    `bare` knows nothing of the levels of risks yet, `whole` does; `shown` sees what is on file.
    """

    bare: Evaluation | None = None
    whole: Evaluation | None = None
    shown: Evaluation | None = None
