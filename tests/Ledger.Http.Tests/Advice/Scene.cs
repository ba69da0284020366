using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ledger.Contracts;

namespace Ledger.Http.Tests.Advice;

/// <summary>A small deal in a book of its own, as a test of advice sees it: what is refused in it, and what is accepted.</summary>
/// <param name="operators">The operator's client at the book's host, where that is not the host of the run.</param>
internal sealed class Scene(TestBook book, HttpClient? operators = null)
{
    private static readonly string[] Declining = ["not-declarable", "not-moved-back", "facts-rest-on-it"];
    private readonly List<string> _accepted = [];

    public TestBook Book => book;

    /// <summary>Commands in the order in which they were accepted.</summary>
    public IReadOnlyList<string> Accepted => _accepted;

    public static async Task<Scene> OpenAsync(string purpose = "live") => new(await TestBook.OpenAsync(purpose));

    /// <summary>Integrators work only where they are appointed.</summary>
    public static async Task<Scene> AppointingAsync() => new(await TestBook.OpenAsync(appointments: "required"));

    /// <summary>Agreement SA-1 commits to ten units, and order PO-1 has drawn some of them.</summary>
    public static async Task<Scene> OrderedAsync(int units = 4, params object[] milestones)
    {
        var scene = await OpenAsync();
        await scene.MustAsync(Say.Sign("SA-1", 10, milestones));
        await scene.MustAsync(Say.Place("PO-1", units));
        return scene;
    }

    /// <summary>All of PO-1 is shipped with batch B-1: units G1, G2 and so on.</summary>
    public static async Task<Scene> ShippedAsync(int units = 4, params object[] milestones)
    {
        var scene = await OrderedAsync(units, milestones);
        await scene.MustAsync(Say.Register("B-1", Say.Units(units)), Say.Ship("B-1"));
        return scene;
    }

    /// <summary>All of PO-1 is received.</summary>
    public static async Task<Scene> DeliveredAsync(int units = 4, params object[] milestones)
    {
        var scene = await ShippedAsync(units, milestones);
        await scene.MustAsync(Say.Receive("B-1", "R-1"));
        await scene.OrderIsAsync($"closed {units} {units} {units} 0 0");
        return scene;
    }

    /// <summary>Sends them one after the other; each must be accepted, if need be when a message has come that it waits for.</summary>
    public async Task MustAsync(params Command[] commands)
    {
        foreach (var command in commands)
        {
            var deadline = Environment.TickCount64 + 20_000;
            var answer = await SendAsync(command);
            while (Status(answer) >= 400 && answer.GetProperty("problem").Text("retryable") == "yes" && Environment.TickCount64 < deadline)
            {
                await Task.Delay(25);
                answer = await SendAsync(command);
            }

            Assert.True(Status(answer) is 200 or 201 && OutcomeOf(answer)?.Text("status") is null or "confirmed", $"{command.Line} → {answer}");
            _accepted.Add(command.Type);
        }
    }

    /// <summary>Sends it once, whatever comes of it.</summary>
    public async Task<JsonElement> SendAsync(Command command) =>
        (await book.PostAsync("commands", command.Line, "application/x-ndjson", "wait=20")).MustBe(200).Json;

    /// <summary>It must be refused with this code, and these words in the detail: what the test does next.</summary>
    /// <returns>The problem.</returns>
    public async Task<JsonElement> RefusedAsync(Command command, string code, string words, [CallerMemberName] string test = "")
    {
        var answer = await SendAsync(command);
        Assert.True(Status(answer) >= 400, $"{command.Line} → {answer}");
        var problem = answer.GetProperty("problem");
        Assert.Equal(code, problem.Text("code"));
        Advised.Of(problem, code, words, this, test);
        return problem;
    }

    /// <summary>The commitment does not cover it: what is recorded is a refused order, or a refused change, with these words.</summary>
    public async Task NotCoveredAsync(Command command, string words, [CallerMemberName] string test = "")
    {
        var outcome = OutcomeOf(await SendAsync(command))!.Value;
        Assert.Equal(("refused", "commitment-exceeded"), (outcome.Text("status"), outcome.Text("reason")));
        Advised.Of(outcome, outcome.Text("reason"), words, this, test);
    }

    /// <summary>The last event of the kind cannot be declared erroneous as things are, for which these words are the advice.</summary>
    /// <returns>The code.</returns>
    public async Task<string> StandsAsync<T>(string words, [CallerMemberName] string test = "")
        where T : IFact
    {
        var problem = (await DeclareAsync(await EventAsync(typeof(T)), "did-not-occur")).MustBe(409).Json;
        Assert.Contains(problem.Text("code"), Declining);
        Advised.Of(problem, ContractOf(typeof(T)), words, this, test);
        Followed.Note(test, problem.Text("code"), problem.Text("detail"), this);
        return problem.Text("code");
    }

    /// <summary>The event can be declared erroneous now, as the corrective events say.</summary>
    public async Task DeclaredAsync(string wrong, params Type[] correctives)
    {
        var ids = new List<string>();
        foreach (var corrective in correctives)
        {
            ids.Add(await EventAsync(corrective));
        }

        (await DeclareAsync(wrong, "did-not-occur", [.. ids])).MustBe(201);
    }

    /// <summary>Sent by the operator, who may declare what any party has recorded, and what none has.</summary>
    public async Task<Reply> DeclareAsync(string wrong, string reason, params string[] correctives)
    {
        using var content = new StringContent(
            Json.Write(new { @event = wrong, reason, correctiveEvents = correctives }), System.Text.Encoding.UTF8, "application/json");
        return await Reply.OfAsync(await (operators ?? await LedgerHost.ClientAsync()).PostAsync($"/books/{book.Code}/events/{wrong}/declarations", content));
    }

    /// <summary>Id of the last event of a kind, once there is one: it may follow from a message.</summary>
    public async Task<string> EventAsync(Type fact) => (await EventsAsync(fact, 1))[^1];

    /// <summary>Ids of the events of a kind, once there are so many.</summary>
    public async Task<string[]> EventsAsync(Type fact, int count)
    {
        for (var deadline = Environment.TickCount64 + 20_000; ;)
        {
            string[] found = [.. (await book.EventsAsync()).Where(e => e.Text("type") == ContractOf(fact)).Select(e => e.Text("id"))];
            if (found.Length >= count)
            {
                return found;
            }

            Assert.True(Environment.TickCount64 < deadline, $"There are {found.Length} events {ContractOf(fact)}.");
            await Task.Delay(25);
        }
    }

    /// <summary>A command that was sent in another way was accepted.</summary>
    public void Did(string command) => _accepted.Add(command);

    private static string ContractOf(Type fact) => fact.GetCustomAttribute<ContractNameAttribute>(false)!.Name;

    private static long Status(JsonElement answer) => answer.Number("status");

    /// <summary>What the commitment decided about an order or a change of one.</summary>
    private static JsonElement? OutcomeOf(JsonElement line) =>
        line.TryGetProperty("answer", out var answer) && answer.TryGetProperty("order", out var outcome) ? outcome : null;
}
