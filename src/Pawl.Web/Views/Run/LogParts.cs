using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs;
using Pawl.Runs.Logs;
using Pawl.Runs.Store;
using Pawl.Web.Api;
using Pawl.Web.Hosting;
using Pawl.Web.Pages;

namespace Pawl.Web.Views.Run;

/// <summary>Lines of a run's log as the log tab fetches them: <c>/parts/runs/ID/log-lines?since=BYTE</c>, or <c>before</c>, <c>after</c>, <c>around</c>.</summary>
internal static class LogParts
{
    private const int MostLines = 1000;

    public static void Map(IEndpointRouteBuilder parts) => parts.MapGet("/runs/{run}/log-lines", Lines);

    private static IResult Lines(
        HttpContext http,
        string run,
        RunStore store,
        WebServerOptions options,
        [AsParameters] LogQuestion question,
        long? before = null,
        long? after = null,
        long? since = null,
        long? around = null,
        int limit = LogTail.Lines,
        int? seen = null
    )
    {
        try
        {
            var record = store.Named(run);
            var path = RunFolder.Of(options.DataRoot, record.Id).Log;
            var query = question.ToQuery();
            var count = Math.Clamp(limit, 0, MostLines);
            var page =
                before is { } end ? LogPages.Before(path, end, count, query)
                : after is { } start ? LogPages.After(path, start, count, query) with { PreviousAttempt = seen }
                : since is { } last ? Since(path, last, count, query, seen)
                : around is { } middle ? LogPages.Around(path, middle, count, query)
                : LogPages.Last(path, count, query);
            return PartEndpoints.View<LogLines>(http, "log", (nameof(LogLines.Page), page), (nameof(LogLines.IsActive), !record.HasEnded));
        }
        catch (LogQueryException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (Exception error) when (error is RunNotFoundException or AmbiguousRunException)
        {
            return Results.NotFound();
        }
    }

    private static LogPage Since(string path, long offset, int count, LogQuery query, int? seen)
    {
        var page = LogPages.Since(path, offset, count, query);
        return page.Skipped == 0 ? page with { PreviousAttempt = seen } : page;
    }
}
