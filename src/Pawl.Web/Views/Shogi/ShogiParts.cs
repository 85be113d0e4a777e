using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Store;
using Pawl.Shogi.Records;
using Pawl.Web.Api;
using Pawl.Web.Hosting;
using Pawl.Web.Pages;

namespace Pawl.Web.Views.Shogi;

/// <summary>Games that a person brings, <c>/parts/shogi</c>, and games that runs left, in another format.</summary>
internal static class ShogiParts
{
    public static void Map(IEndpointRouteBuilder parts)
    {
        parts.MapPost("/shogi", Show);
        parts.MapGet("/runs/{run}/game/record", Record);
    }

    private static IResult Show(HttpContext http, ShogiText body) =>
        PartEndpoints.View<GameFileView>(
            http,
            "shogi",
            (nameof(GameFileView.File), GameFile.OfText(body.Text)),
            (nameof(GameFileView.Place), GamePlace.Beginning with { Number = Math.Max(1, body.Game) })
        );

    /// <param name="format">One of <see cref="GameDownloads.Formats"/>.</param>
    private static IResult Record(
        string run,
        string path,
        string? game,
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "as")] string format,
        RunStore store,
        WebServerOptions options
    )
    {
        if (store.Find(run) is not { } found || RunArtifacts.Find(store, options.DataRoot, found.Id, path) is not { } artifact)
        {
            return Results.NotFound();
        }

        if (!GameDownloads.Formats.TryGetValue(format, out var known) || GameFile.Of(artifact.File) is not GameFile.Read file)
        {
            return Results.Problem(
                $"Expected a file of games and one of the formats {string.Join(", ", GameDownloads.Formats.Keys)}.",
                statusCode: StatusCodes.Status422UnprocessableEntity
            );
        }

        var number = Math.Min(GamePlace.Of(game, null, null).Number, file.Games.Count);
        var name = $"{Path.GetFileNameWithoutExtension(path)}-{number}.{format}";
        return Results.File(GameRecords.Write([file.Games[number - 1]], known), "text/plain; charset=utf-8", name);
    }
}
