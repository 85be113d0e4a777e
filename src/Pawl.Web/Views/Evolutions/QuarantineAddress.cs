using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pawl.Web.Views.Evolutions;

/// <summary>What the tab of findings shows, as its URL says it: <c>?kind=unknown_ids&amp;service=S7&amp;after=120</c>.</summary>
/// <param name="Service">Id of a service; empty for all.</param>
/// <param name="Kind">Null for all.</param>
/// <param name="Stage">Name of a stage, or <c>input</c>; null for all.</param>
/// <param name="After">The page begins behind this finding; null for the first page.</param>
/// <param name="Before">The page ends before this finding; null unless someone goes back.</param>
internal sealed record QuarantineAddress(
    string RunId,
    string Service = "",
    string? Kind = null,
    string? Stage = null,
    long? After = null,
    long? Before = null
)
{
    public const int PageSize = 50;

    public bool IsFiltered => Service.Length > 0 || Kind is not null || Stage is not null;

    public QuarantineAddress First => this with { After = null, Before = null };

    public QuarantineAddress Unfiltered => new(RunId);

    public string Url
    {
        get
        {
            var text = new StringBuilder();
            Add("kind", Kind);
            Add("service", Service);
            Add("stage", Stage);
            Add("after", After?.ToString(CultureInfo.InvariantCulture));
            Add("before", Before?.ToString(CultureInfo.InvariantCulture));
            return $"/runs/{RunId}/quarantine{text}";

            void Add(string name, string? value)
            {
                if (value is { Length: > 0 })
                {
                    text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
                }
            }
        }
    }

    public static QuarantineAddress Parse(string runId, IQueryCollection? query) =>
        new(
            runId,
            ((string?)query?["service"] ?? "").Trim(),
            Word(query?["kind"]),
            Word(query?["stage"]),
            Id(query?["after"]),
            Id(query?["before"])
        );

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
