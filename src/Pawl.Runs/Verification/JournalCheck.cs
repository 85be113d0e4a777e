using Pawl.Runs.Durability;

namespace Pawl.Runs.Verification;

/// <summary>
/// Checks the checksum of every record of a run's journals. An unfinished last line is none of them: it is what a killed worker leaves, and
/// the next opening cuts it off.
/// </summary>
internal static class JournalCheck
{
    public static IEnumerable<VerificationFinding> Run(string dataRoot, RunFolder folder)
    {
        var findings = new List<VerificationFinding>();
        foreach (var path in (string[])[folder.Log, folder.Metrics])
        {
            var name = Path.GetRelativePath(dataRoot, path);
            var records = JournalReader.Read(
                path,
                onDamage: damage =>
                    findings.Add(
                        new(
                            "journal",
                            $"{name}:{damage.Line}",
                            "a record with its checksum",
                            $"{damage.Bytes} bytes at byte {damage.Offset}: {damage.Reason}"
                        )
                    )
            );
            foreach (var _ in records) { }
        }
        return findings;
    }
}
