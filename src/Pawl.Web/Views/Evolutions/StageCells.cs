using System.Globalization;
using System.Text;

namespace Pawl.Web.Views.Evolutions;

/// <summary>How the stages of a service are drawn: one path for all cells of a state, so that a hundred rows stay a small page.</summary>
/// <param name="Paths">Path data in the pixels of the picture.</param>
internal sealed record StageCells(double Width, IReadOnlyList<(StageState State, string Path)> Paths)
{
    /// <value>Of the picture in pixels.</value>
    public const double Height = 14;

    private const double Wide = 10;
    private const double Narrow = 7;
    private const double Gap = 2;
    private const double PlateauGap = 5;

    public static StageCells Of(StageProgress progress)
    {
        var paths = new SortedDictionary<StageState, StringBuilder>();
        var (x, level) = (0d, 0);
        foreach (var (stage, state) in progress.Stages)
        {
            x +=
                x == 0 ? 0
                : stage.Level == level ? Gap
                : PlateauGap;
            level = stage.Level;
            var width = stage.Field is null ? Wide : Narrow;
            if (!paths.TryGetValue(state, out var path))
            {
                paths[state] = path = new StringBuilder();
            }

            path.Append(Cell(state, x, stage.Field is null ? 1 : 3, width, stage.Field is null ? 12 : 8));
            x += width;
        }

        return new(Math.Max(x, 1), [.. paths.Select(pair => (pair.Key, pair.Value.ToString()))]);
    }

    /// <summary>Full: answered. Half: from the cache. Ring with a dot: under way. Cross: failed. Dot: pending. Bar: nothing to ask.</summary>
    public static string Cell(StageState state, double x, double y, double width, double height)
    {
        var (right, bottom, middleX, middleY) = (x + width, y + height, x + (width / 2), y + (height / 2));
        return state switch
        {
            StageState.Done => Box(x, y, width, height),
            StageState.Cached => Ring(x, y, width, height) + Text($"M{x} {y}L{right} {bottom}L{x} {bottom}z"),
            StageState.Working => Ring(x, y, width, height) + Box(middleX - 1.5, middleY - 1.5, 3, 3),
            StageState.Failed => Text($"M{x} {y}L{right} {bottom}M{right} {y}L{x} {bottom}"),
            StageState.Skipped => Box(x, middleY - 1, width, 2),
            _ => Box(middleX - 1.5, middleY - 1.5, 3, 3),
        };
    }

    private static string Box(double x, double y, double width, double height) => Text($"M{x} {y}h{width}v{height}h{-width}z");

    /// <summary>The inner box runs the other way round, so that it is a hole.</summary>
    private static string Ring(double x, double y, double width, double height) =>
        Box(x, y, width, height) + Text($"M{x + 1.5} {y + 1.5}v{height - 3}h{width - 3}v{3 - height}z");

    private static string Text(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
