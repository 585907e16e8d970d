package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * An order that the server answers, naming its transaction id.
 *
 * @param <R> the answer
 */
public sealed interface Request<R>
    permits AddGroup,
        AddToList,
        AnswerCall,
        AnswerChallenge,
        ChangeListSetting,
        ChangeStatus,
        DescribeClient,
        EnterSwitchboard,
        FetchMailboxAddress,
        IdentifyUser,
        Invite,
        OfferVersions,
        PresentTicket,
        RemoveFromList,
        RemoveGroup,
        Rename,
        RenameGroup,
        RequestSwitchboard,
        SendMessage,
        SendToPeer,
        SetProperty,
        SynchroniseList {

  Frame toFrame(TransactionId id);

  /**
   * The verbs of lines that may answer. An id alone would not do: other lines begin with numbers
   * too.
   */
  Set<String> answeredBy();

  /** Reads the answer from a line with one of those verbs. */
  R answer(Frame reply);
}
