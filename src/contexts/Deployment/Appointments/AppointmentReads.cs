using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Deployment.Appointments;

/// <summary>Where an integrator is appointed.</summary>
/// <param name="By">The customer.</param>
/// <param name="Site">Where its units may be built in.</param>
/// <param name="Order">The order whose units are meant; absent where all of the customer's at the site are.</param>
/// <param name="Since">When it was appointed.</param>
public sealed record Appointment(string By, string Site, string? Order, DateTimeOffset Since)
{
    internal string Key => $"{By}/{Site}/{Order}";
}

/// <summary>Reads of appointments.</summary>
public static class AppointmentReads
{
    /// <summary>Lists where an integrator is appointed now, and by whom.</summary>
    [WolverineGet("/books/{book}/integrators/{integrator}/appointments", OperationId = "ListAppointments")]
    [Allows(RoleSets.Readers)]
    [Answers<Page<Appointment>>(From = ReadFrom.Committed)]
    public static async Task<IResult> List(
        string book, string integrator, HttpRequest request, IQuerySession session, ICatalog catalog, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(request);
        if (problem is not null)
        {
            return problem;
        }

        if ((await catalog.PartyAsync(book, integrator, ct))?.Roles.Contains("integrator") is not true)
        {
            return Problem.Of(Problems.UnknownParty, $"{integrator} is no integrator of this book.");
        }

        // They are part of one stream, so their list is cut from it.
        var appointments = await session.Events.AggregateStreamAsync<IntegratorAppointments>(IntegratorAppointments.KeyOf(integrator), token: ct);
        var standing = (appointments?.Standing ?? []).Select(e => new Appointment(e.By, e.Site, e.Order, e.OccurredAt))
            .OrderBy(a => a.Key, StringComparer.Ordinal).Where(a => string.CompareOrdinal(a.Key, page.After) > 0).Take(page.Limit + 1);
        return Views.Json(page.PageOf([.. standing], a => a.Key));
    }
}
