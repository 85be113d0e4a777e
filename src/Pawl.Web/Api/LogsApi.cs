using System.ComponentModel;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Json;
using Pawl.Runs.Logs;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;
using Pawl.Web.Hosting;

namespace Pawl.Web.Api;

/// <summary>The log of a run: pages from any place, search, and the whole of it as text.</summary>
internal static class LogsApi
{
    private const int MostLines = 5000;
    private const int MostCounted = 10_000;

    /// <summary>Longest text or expression to search for.</summary>
    private const int LongestText = 1000;
    private const int FlushEvery = 64 << 10;

    private static readonly TimeSpan SearchLimit = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder api)
    {
        var logs = api.MapGroup("/runs/{run}/logs").WithTags("Logs");
        logs.MapGet("", ReadPage)
            .WithName("ReadLog")
            .WithSummary("Lines of a log: the last ones, or those before, after or around a place")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        logs.MapGet("/search", Search)
            .WithName("SearchLog")
            .WithSummary("The next line that holds a text, from a place on, forward or backward, and how many there are")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        logs.MapGet("/raw", WriteTextAsync)
            .WithName("DownloadLog")
            .WithSummary("The whole log as plain text, one line a line")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain");
    }

    public static LogEntryJson Of(LogEntry entry) =>
        new(entry.Offset, entry.End, entry.Line.At, entry.Line.Attempt, RunLogLevelName.Of(entry.Line.Level), entry.Line.Line);

    private static Results<Ok<LogPageJson>, ProblemHttpResult> ReadPage(
        string run,
        RunStore store,
        WebServerOptions options,
        [AsParameters] LogQuestion question,
        [Description("The last so many lines; 100 when no place is given")] int? tail = null,
        [Description("Lines that start before this byte")] long? before = null,
        [Description("Lines that start at or after this byte")] long? after = null,
        [Description("Lines before and after this byte")] long? around = null,
        [Description("Most lines")] int limit = 100
    )
    {
        var places = new[] { tail, before, after, around }.Where(place => place is not null).ToList();
        var count = tail ?? limit;
        if (places.Count > 1 || places is [< 0] || count is < 0 or > MostLines)
        {
            return Problem($"Expected one of tail, before, after and around, from 0, and a limit or tail within 0..{MostLines}.");
        }

        var path = RunFolder.Of(options.DataRoot, store.Named(run).Id).Log;
        try
        {
            var query = question.ToQuery();
            var page =
                before is { } end ? LogPages.Before(path, end, count, query)
                : after is { } start ? LogPages.After(path, start, count, query)
                : around is { } middle ? LogPages.Around(path, middle, count, query)
                : LogPages.Last(path, count, query);
            return TypedResults.Ok(new LogPageJson([.. page.Entries.Select(Of)], page.Previous, page.Next, page.IsEnd));
        }
        catch (LogQueryException error)
        {
            return Problem(error.Message);
        }
    }

    private static Results<Ok<LogSearchJson>, ProblemHttpResult> Search(
        string run,
        RunStore store,
        WebServerOptions options,
        TimeProvider time,
        [AsParameters] LogQuestion question,
        [Description("What the line holds")] string text,
        [Description("Where to begin, in bytes: forward the next of a line, backward its offset; absent, from that end")] long? from = null,
        [Description("forward or backward")] string direction = "forward",
        [FromQuery(Name = "match_case"), Description("Whether capital letters differ from small ones")] bool matchCase = false,
        [Description("Whether the text is a regular expression, without backreferences and lookarounds")] bool regex = false,
        [Description("Most matching lines counted")] int cap = 1000
    )
    {
        if (text.Length is 0 or > LongestText || from < 0 || cap is < 1 or > MostCounted || direction is not ("forward" or "backward"))
        {
            return Problem(
                $"Expected a text of 1 to {LongestText} characters, from 0 on, a cap within 1..{MostCounted}, and a direction forward or backward."
            );
        }

        var path = RunFolder.Of(options.DataRoot, store.Named(run).Id).Log;
        var isBackward = direction == "backward";
        try
        {
            var query = question.ToQuery() with { Text = text, MatchCase = matchCase, IsExpression = regex };
            var place = from ?? (isBackward ? long.MaxValue : 0);
            var found = LogSearch.Find(path, query, place, isBackward, cap, SearchLimit, time);
            return TypedResults.Ok(
                new LogSearchJson(
                    found.Hit is null ? null : Of(found.Hit),
                    found.HasWrapped,
                    found.Index,
                    found.Count,
                    found.HasMore,
                    found.IsComplete
                )
            );
        }
        catch (LogQueryException error)
        {
            return Problem(error.Message);
        }
    }

    private static async Task WriteTextAsync(HttpContext http, string run, RunStore store, WebServerOptions options)
    {
        var id = store.Named(run).Id;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}.log\"";
        var unsent = 0;
        foreach (var (line, _) in LogJournal.Read(RunFolder.Of(options.DataRoot, id).Log))
        {
            unsent += Write(http.Response.BodyWriter, line.Line);
            if (unsent > FlushEvery)
            {
                // Waits while the client is slow: what is in memory stays small whatever the log's length.
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
                unsent = 0;
            }
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static int Write(PipeWriter writer, string line)
    {
        var span = writer.GetSpan(Encoding.UTF8.GetMaxByteCount(line.Length) + 1);
        var written = Encoding.UTF8.GetBytes(line, span);
        span[written] = (byte)'\n';
        writer.Advance(written + 1);
        return written + 1;
    }

    private static ProblemHttpResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
