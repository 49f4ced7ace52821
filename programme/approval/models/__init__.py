"""Who lets it live, what was submitted, and what was decided."""

from .languages import LiveTranslation
from .records import ApprovalRecord
from .submissions import Submission
from .take_down import TakeDownRequest
from .tasks import EditorApproval

__all__ = ["ApprovalRecord", "EditorApproval", "LiveTranslation", "Submission", "TakeDownRequest"]
