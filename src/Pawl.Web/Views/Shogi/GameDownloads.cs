using System.Globalization;
using Pawl.Shogi.Records;

namespace Pawl.Web.Views.Shogi;

/// <summary>The formats a game is given away in.</summary>
internal static class GameDownloads
{
    /// <value>Word in an address, and ending of the file, to format.</value>
    public static IReadOnlyDictionary<string, RecordFormat> Formats { get; } =
        new Dictionary<string, RecordFormat>(StringComparer.Ordinal)
        {
            ["kif"] = RecordFormat.Kif,
            ["csa"] = RecordFormat.Csa,
            ["usi"] = RecordFormat.Usi,
        };

    /// <param name="address">Where records of the file are served, with a query; null puts the records themselves into the page.</param>
    /// <param name="number">Of the game in its file, from 1.</param>
    public static IReadOnlyList<GameDownload> Of(GameRecord record, string? address, int number) =>
        [
            .. Formats.Select(format => new GameDownload(
                format.Key.ToUpperInvariant(),
                address is null
                    ? $"data:text/plain;charset=utf-8,{Uri.EscapeDataString(GameRecords.Text(record, format.Value))}"
                    : string.Create(CultureInfo.InvariantCulture, $"{address}&game={number}&as={format.Key}"),
                string.Create(CultureInfo.InvariantCulture, $"game-{number}.{format.Key}")
            )),
        ];
}
