using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>What a run came to: statuses by operation, and of each thing that was wrong the shortest request that shows it.</summary>
internal sealed partial class Tally
{
    private readonly ConcurrentDictionary<(string Operation, int Status), int> _answers = new();
    private readonly ConcurrentDictionary<string, (string Curl, string Reply, long Number)> _wrong = new();

    public bool IsClean => _wrong.IsEmpty;

    public void Add(long number, FuzzRequest request, FuzzReply reply, IEnumerable<string> errors)
    {
        _answers.AddOrUpdate((reply.Operation ?? "(none)", reply.Status), 1, (_, count) => count + 1);
        foreach (var error in errors)
        {
            Add(number, request, $"{reply.Operation ?? request.Operation} {error}", $"{reply.Status} {reply.Text}");
        }
    }

    public void Add(long number, FuzzRequest request, string error, string reply)
    {
        var found = (Curl: request.ToCurl(), Reply: reply.Length > 600 ? reply[..600] : reply, Number: number);
        // One kind of thing is told once, whatever entry of a list it shows in and whatever value it has there.
        _wrong.AddOrUpdate(Particular().Replace(error, "/*"), found, (_, shortest) => found.Curl.Length < shortest.Curl.Length ? found : shortest);
    }

    /// <summary>Operations that never answered with success.</summary>
    public IEnumerable<string> NeverAnswered(IEnumerable<string> operations) =>
        operations.Except(_answers.Keys.Where(answer => answer.Status is >= 200 and < 300).Select(answer => answer.Operation));

    public string Wrong() =>
        string.Join(
            "\n\n", _wrong.OrderBy(w => w.Key, StringComparer.Ordinal).Take(60)
            .Select(w => $"{w.Key}\n  request {w.Value.Number}: {w.Value.Curl}\n  {w.Value.Reply}"));

    /// <summary>One line an operation, and one of all.</summary>
    public string Table()
    {
        var (statuses, text) = (_answers.Keys.Select(a => a.Status).Distinct().Order().ToList(), new StringBuilder());
        text.Append(CultureInfo.InvariantCulture, $"{"operation",-20}").AppendJoin("", statuses.Select(s => $"{s,7}")).AppendLine();
        foreach (var operation in _answers.Keys.Select(a => a.Operation).Distinct().Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{operation,-20}")
                .AppendJoin("", statuses.Select(s => $"{_answers.GetValueOrDefault((operation, s)),7}")).AppendLine();
        }

        return text.Append(CultureInfo.InvariantCulture, $"{"all",-20}")
            .AppendJoin("", statuses.Select(s => $"{_answers.Where(a => a.Key.Status == s).Sum(a => a.Value),7}")).ToString();
    }

    [GeneratedRegex("/[0-9]+(?=[/:])")]
    private static partial Regex Particular();
}
