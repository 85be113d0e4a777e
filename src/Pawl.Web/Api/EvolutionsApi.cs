using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Pawl.Evolutions.Store;
using Pawl.Runs.Store;
using Pawl.Web.Api.OpenApi;
using Pawl.Web.Api.Problems;
using Pawl.Web.Hosting;
using Pawl.Web.Views.Evolutions;

namespace Pawl.Web.Api;

/// <summary>What runs of workload <c>evolve</c> have made: services, their evolutions and calls, what was set aside; and breakers.</summary>
internal static class EvolutionsApi
{
    private const int MostPerPage = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var run = api.MapGroup("/runs/{run}").WithTags("Evolutions");
        run.MapGet("/services", Services)
            .WithName("ListServices")
            .WithSummary("Services of a run in the order of its input, each with how far its stages are; by state or text, in pages")
            .Fails(400, 404, 409);
        run.MapGet("/services/{**service_id}", Service)
            .WithName("ShowService")
            .WithSummary("One service: its evolution once it is done, its calls, and what was set aside")
            .Fails(404, 409);
        run.MapGet("/quarantine", Quarantine)
            .WithName("ListFindings")
            .WithSummary("What could not be used, with the texts as they came; by kind, service or stage, in pages")
            .Fails(400, 404, 409);
        api.MapGet("/breakers", Breakers)
            .WithTags("Evolutions")
            .WithName("ListBreakers")
            .WithSummary("Model providers that calls are held back from: why, since when, when the next probe is, and what to do");
    }

    private static ServiceListJson Services(
        HttpContext http,
        string run,
        RunStore store,
        WebServerOptions options,
        [Description("pending, working, done or failed"), FromQuery] string? state,
        [Description("Part of the id or the name, letter case aside"), FromQuery] string? text,
        [Description("Only services behind this ordinal; -1 begins at the first"), Range(-1, long.MaxValue), FromQuery] long after = -1,
        [Description("Most services in the answer"), Range(1, MostPerPage), FromQuery] int limit = 100
    )
    {
        CheckLimit(limit);
        var id = store.Evolving(run);
        var asked = state is null or "" ? (ServiceState?)null : State(state);
        using var stores = EvolveStores.Open(options.DataRoot, id);
        var address = new ServicesAddress(id, asked, text?.Trim() ?? "", after);
        var page = ServicesPage.Read(stores, address, limit);
        var next = page.HasAfter && page.Services is [.., var last] ? Next(http, last.Service.Ordinal) : null;
        return new ServiceListJson(
            [.. page.Services.Select(ServiceJson.Of)],
            new ServiceCountsJson(page.Counts.Pending, page.Counts.Working, page.Counts.Done, page.Counts.Failed),
            CallSumsJson.Of(page.Sums),
            limit,
            next
        );
    }

    private static Results<Ok<ServiceDetailsJson>, ProblemHttpResult> Service(
        string run,
        [FromRoute(Name = "service_id")] string serviceId,
        RunStore store,
        WebServerOptions options
    )
    {
        var id = store.Evolving(run);
        using var stores = EvolveStores.Open(options.DataRoot, id);
        // A slash of an id may come as it is or escaped, which the server leaves as it is.
        var details =
            EvolutionDetails.Read(stores, serviceId)
            ?? EvolutionDetails.Read(stores, serviceId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        if (details is null)
        {
            return TypedResults.Problem(
                $"Expected the id of a service of run {id}; got one it does not list. GET /api/v1/runs/{id}/services lists them.",
                statusCode: StatusCodes.Status404NotFound
            );
        }

        var line = stores.Evolution!.Line(details.Service.Ordinal);
        return TypedResults.Ok(
            new ServiceDetailsJson(
                ServiceJson.Of(new ServiceLine(details.Service, details.Progress, details.Sums, details.Retries)),
                line is null ? null : JsonNode.Parse(line),
                [.. details.Answers.Select(AnsweredCallJson.Of)],
                [.. details.Unanswered.Select(UnansweredTryJson.Of)],
                [.. details.Findings.Select(FindingJson.Of)]
            )
        );
    }

    private static FindingListJson Quarantine(
        HttpContext http,
        string run,
        RunStore store,
        WebServerOptions options,
        [Description("Such as unknown_ids"), FromQuery] string? kind,
        [Description("Id of a service"), FromQuery(Name = "service_id")] string? serviceId,
        [Description("Name of a stage, or input"), FromQuery] string? stage,
        [Description("Only findings behind this id; 0 begins at the first"), Range(0, long.MaxValue), FromQuery] long after = 0,
        [Description("Most findings in the answer"), Range(1, MostPerPage), FromQuery] int limit = 100
    )
    {
        CheckLimit(limit);
        var id = store.Evolving(run);
        using var stores = EvolveStores.Open(options.DataRoot, id);
        var page = QuarantinePage.Read(stores, new QuarantineAddress(id, serviceId ?? "", Given(kind), Given(stage), after), limit);
        var next = page.HasAfter && page.Findings is [.., var last] ? Next(http, last.Id) : null;
        return new FindingListJson(
            [.. page.Findings.Select(FindingJson.Of)],
            [.. page.Kinds.Select(pair => new FindingKindJson(pair.Kind, pair.Count))],
            limit,
            next
        );
    }

    private static Ok<BreakerListJson> Breakers(WebServerOptions options) =>
        TypedResults.Ok(new BreakerListJson([.. OpenBreakers.Read(options.DataRoot).Select(BreakerJson.Of)]));

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void CheckLimit(int limit)
    {
        if (limit is < 1 or > MostPerPage)
        {
            throw new BadParameterException("limit", $"a whole number from 1 to {MostPerPage}", $"{limit}");
        }
    }

    private static ServiceState State(string word)
    {
        try
        {
            return ServiceStates.Parse(word);
        }
        catch (ArgumentException)
        {
            throw new BadParameterException("state", "one of pending, working, done, failed", $"'{word}'");
        }
    }

    /// <summary>The same address behind another place, also as header <c>Link</c>.</summary>
    private static string Next(HttpContext http, long after)
    {
        var others = http.Request.Query.Where(pair => !string.Equals(pair.Key, "after", StringComparison.OrdinalIgnoreCase));
        var next =
            http.Request.Path
            + QueryString.Create([.. others, KeyValuePair.Create("after", new Microsoft.Extensions.Primitives.StringValues($"{after}"))]);
        http.Response.Headers.Append(HeaderNames.Link, $"<{next}>; rel=\"next\"");
        return next;
    }

    /// <returns>The run's id.</returns>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="NoEvolutionsException">The run is of another workload.</exception>
    private static string Evolving(this RunStore store, string name)
    {
        var run = store.Named(name);
        return EvolveRuns.Is(run) ? run.Id : throw new NoEvolutionsException(run.Id, run.Workload);
    }
}
