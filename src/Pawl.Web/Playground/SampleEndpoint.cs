using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Pawl.Learning.Checkpoints;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Text.Tokenizers;
using Pawl.Web.Access;
using Pawl.Web.Api;

namespace Pawl.Web.Playground;

/// <summary>
/// <c>POST /api/v1/runs/{run}/sample</c>: lets a run's model write, and sends the text as it comes, a JSON object a line
/// (<c>application/x-ndjson</c>). Ends when the client leaves.
/// </summary>
internal static class SampleEndpoint
{
    public const string MediaType = "application/x-ndjson";

    /// <value>50 ms: what came meanwhile goes out together.</value>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/runs/{run}/sample", SampleAsync)
            .RequireRole(AccessRole.Operator)
            .LimitStreams()
            .WithTags("Playground")
            .WithName("SampleRun")
            .WithSummary("Let a trained text model go on from a prompt; the text is streamed, a JSON object a line")
            .Produces(StatusCodes.Status200OK, contentType: MediaType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> SampleAsync(
        string run,
        SampleBody body,
        RunStore store,
        SamplingDesk desk,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        HttpContext http
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var record = store.Named(run);
        if (record.Workload != "text")
        {
            return Problem(409, $"Expected a run of workload text, got {record.Workload}: run {record.Id} has no model to sample.");
        }

        if (body.Faults().ToList() is { Count: > 0 } faults)
        {
            return Problem(400, string.Join(' ', faults));
        }

        using var place = desk.Enter();
        if (place is null)
        {
            http.Response.Headers.RetryAfter = "10";
            return Problem(
                429,
                $"Expected at most {SamplingDesk.MostWaiting} requests to wait for a model, got one more. Try again in a while."
            );
        }

        var lines = new SampleLines(http, Json);
        try
        {
            if (place.Ahead > 0)
            {
                await lines.SendAsync(new { type = "waiting", ahead = place.Ahead });
            }

            await using var writing = await desk.WriteAsync(record.Id, body, stop.Token);
            await StreamAsync(lines, record, body, writing, time, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the client left, or the server stops
        }
        catch (Exception fault) when (fault is CheckpointException or UnknownTextException or NotFiniteNumberException)
        {
            var (status, words) = Words(record, fault);
            if (!http.Response.HasStarted)
            {
                return Problem(status, words);
            }

            await lines.SendAsync(new { type = "error", detail = words });
        }

        return Results.Empty;
    }

    private static async Task StreamAsync(
        SampleLines lines,
        RunRecord run,
        SampleBody body,
        SampleWriting writing,
        TimeProvider time,
        CancellationToken stop
    )
    {
        var model = writing.Model.Sampler.Model;
        await lines.SendAsync(
            new
            {
                type = "start",
                run = run.Id,
                writing.Model.Sampler.Step,
                model.Layers,
                model.Width,
                model.BlockSize,
                Vocabulary = model.VocabularySize,
            }
        );
        var (start, tokens) = (time.GetTimestamp(), 0);
        while (await writing.Pieces.WaitToReadAsync(stop))
        {
            tokens += await lines.SendPiecesAsync(writing.Pieces);
            if (tokens < body.Tokens * body.Samples)
            {
                await Task.Delay(Pace, time, stop);
            }
        }

        var seconds = time.GetElapsedTime(start).TotalSeconds;
        var isWhole = tokens == body.Tokens * body.Samples;
        await lines.SendAsync(
            new
            {
                type = "end",
                reason = isWhole ? "done" : "time_limit",
                tokens,
                seconds,
                tokens_per_second = tokens / Math.Max(seconds, 1e-6),
            }
        );
    }

    private static (int Status, string Words) Words(RunRecord run, Exception fault) =>
        fault switch
        {
            CheckpointException => (
                409,
                $"Run {run.Id} has no model to sample: {fault.Message} "
                    + (
                        run.HasEnded
                            ? "Resume the run to train it further, or choose another."
                            : "Try again once it has saved its first checkpoint."
                    )
            ),
            NotFiniteNumberException => (
                409,
                $"{fault.Message} The training of run {run.Id} went wrong before this checkpoint; choose another run."
            ),
            _ => (422, $"prompt: {fault.Message}"),
        };

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
