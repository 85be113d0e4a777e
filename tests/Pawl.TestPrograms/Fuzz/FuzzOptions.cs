using System.Globalization;

namespace Pawl.TestPrograms.Fuzz;

/// <param name="First">Number of the first case.</param>
/// <param name="Kernel">Name of the only kernel, or null for all. The choice is part of what a case is.</param>
/// <param name="Progress">File for the number and kernel of the running case.</param>
internal sealed record FuzzOptions(ulong Seed, long First, long Cases, string? Kernel, string? Progress)
{
    /// <summary>What to add to a command that repeats a case.</summary>
    public string OfKernel => Kernel is null ? string.Empty : $" --kernel \"{Kernel}\"";

    public static FuzzOptions Parse(string[] arguments)
    {
        var options = new FuzzOptions(1, 0, 100_000, null, null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--cases" => options with { Cases = long.Parse(value, CultureInfo.InvariantCulture) },
                "--case" => options with { First = long.Parse(value, CultureInfo.InvariantCulture), Cases = 1 },
                "--kernel" => options with { Kernel = value },
                "--progress" => options with { Progress = value },
                _ => throw new ArgumentException($"Expected --seed, --cases, --case, --kernel or --progress: got {arguments[i]}."),
            };
        }

        return options;
    }
}
