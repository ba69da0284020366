namespace Ledger.Door.Requests;

/// <summary>How long a request may take to be answered; a bulk request has it for each line.</summary>
public static class AnswerTime
{
    /// <summary>Longer than any wait that a caller may ask for.</summary>
    public const int SecondsMax = 60;
}
