using System.Globalization;

namespace Pawl.Web.Views;

/// <summary>Sizes of files in units of 1024.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Such as <c>812 B</c>, <c>4.2 KiB</c>, <c>128 MiB</c>.</summary>
    public static string Words(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{value.ToString(value < 10 && unit > 0 ? "0.#" : "0", CultureInfo.InvariantCulture)} {Units[unit]}"
        );
    }
}
