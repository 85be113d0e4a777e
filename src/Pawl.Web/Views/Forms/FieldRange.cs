using System.Globalization;
using Pawl.Runs.Specs;

namespace Pawl.Web.Views.Forms;

/// <summary>What a field of a number takes, as people write it.</summary>
internal static class FieldRange
{
    /// <summary>A bound as far out as this keeps arithmetic from overflowing; it tells nobody what to type.</summary>
    private const double Technical = 1e9;

    /// <returns>Such as <c>1 to 1000</c>, <c>at least 1</c> or <c>above 0, at most 10</c>; empty when any number will do.</returns>
    public static string Of(SpecKey key)
    {
        var low = key.Minimum is > -Technical ? key.Minimum : null;
        var high = key.Maximum is < Technical ? key.Maximum : null;
        return (low, high) switch
        {
            (null, null) => "",
            ({ } least, null) => $"{(key.MinimumExclusive ? "above" : "at least")} {Text(least)}",
            (null, { } most) => $"at most {Text(most)}",
            ({ } least, { } most) => key.MinimumExclusive ? $"above {Text(least)}, at most {Text(most)}" : $"{Text(least)} to {Text(most)}",
        };
    }

    private static string Text(double bound) => bound.ToString("0.################", CultureInfo.InvariantCulture);
}
