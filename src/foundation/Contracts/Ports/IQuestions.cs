namespace Ledger.Contracts.Ports;

/// <summary>
/// Questions that go to the database together, in one round trip. Who answers a question adds what it must read, and gives a task that is done once all were
/// sent; what it knows by heart it answers at once.
/// </summary>
public interface IQuestions
{
    /// <summary>The book that is asked about.</summary>
    string Book { get; }
}
