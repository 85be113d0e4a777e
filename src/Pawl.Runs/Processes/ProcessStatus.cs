using System.Globalization;

namespace Pawl.Runs.Processes;

/// <summary>What <c>/proc/PID/stat</c> tells, by the field numbers of proc(5).</summary>
/// <param name="State">Field 3: <c>R S D Z T t X</c>…</param>
/// <param name="Parent">Field 4.</param>
/// <param name="Group">Field 5.</param>
/// <param name="Session">Field 6.</param>
/// <param name="StartTicks">Field 22: start time in clock ticks since boot.</param>
internal readonly record struct ProcessStatus(int ProcessId, char State, int Parent, int Group, int Session, long StartTicks)
{
    /// <summary>A zombie runs nothing any more: it only waits for its parent to read its exit code.</summary>
    public bool IsAlive => State is not ('Z' or 'X' or 'x');

    /// <returns>Null when there is no such process, or it ended while being read.</returns>
    public static ProcessStatus? Read(int processId)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{processId}/stat");
            // A process that ends between open and read may leave nothing to read.
            return line.Length == 0 ? null : Parse(line);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="line">Such as <c>4242 (my prog) S 1 4242 4242 0 …</c>; the name may itself hold spaces and brackets.</param>
    public static ProcessStatus Parse(string line)
    {
        var nameEnd = line.LastIndexOf(')');
        var fields = line[(nameEnd + 2)..].Split(' ');
        return new ProcessStatus(
            Number(line[..line.IndexOf(' ', StringComparison.Ordinal)]),
            fields[0][0],
            Number(fields[1]),
            Number(fields[2]),
            Number(fields[3]),
            long.Parse(fields[19], CultureInfo.InvariantCulture)
        );
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
