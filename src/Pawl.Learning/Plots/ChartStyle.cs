namespace Pawl.Learning.Plots;

/// <summary>The looks of a chart that is a file of its own. Pages give the same classes theirs in their style sheet.</summary>
internal static class ChartStyle
{
    /// <summary>How many colours there are before they repeat.</summary>
    public static int Count => Colours.Length;

    /// <summary>Okabe and Ito's palette, told apart with every common colour vision: light scheme, dark scheme.</summary>
    private static readonly (string Light, string Dark)[] Colours =
    [
        ("#0072b2", "#56b4e9"),
        ("#d55e00", "#ff9a4d"),
        ("#009e73", "#34d3a4"),
        ("#cc79a7", "#e79bc6"),
        ("#b58900", "#e6c84f"),
        ("#56b4e9", "#9bd4f5"),
        ("#6b4fbb", "#b19cff"),
        ("#555555", "#bbbbbb"),
    ];

    /// <summary>The content of a <c>style</c> element, by lines.</summary>
    /// <param name="used">Indexes of the colours that occur.</param>
    public static IEnumerable<string> Lines(IReadOnlyCollection<int> used) =>
        [
            ".ground{fill:#fff}.title{fill:#1f2328;font-size:16px;font-weight:600}.quiet,.tick{fill:#59636e;font-size:12px}"
                + ".grid{stroke:#d9dee3;stroke-width:1}.axis{stroke:#8c959f;stroke-width:1}.mark{stroke:#8c959f;stroke-dasharray:3 3}"
                + ".line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.faint{stroke-width:1;stroke-opacity:.45}"
                + ".band{fill-opacity:.16}",
            string.Concat(used.Select(i => $".c{i}{{stroke:{Colours[i].Light}}}.f{i}{{fill:{Colours[i].Light}}}")),
            "@media (prefers-color-scheme:dark){.ground{fill:#0d1117}.title{fill:#e6edf3}.quiet,.tick{fill:#9198a1}"
                + ".grid{stroke:#242b33}.axis,.mark{stroke:#5c6670}"
                + string.Concat(used.Select(i => $".c{i}{{stroke:{Colours[i].Dark}}}.f{i}{{fill:{Colours[i].Dark}}}"))
                + "}",
        ];
}
