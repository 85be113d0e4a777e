using System.Text.Json;
using Pawl.Evolutions.Input;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Runs.Durability;

namespace Pawl.Evolutions.Migrations;

/// <summary>Brings lines of version 1.0 to 1.1. Nothing that a line knows is lost, the order of lines stays, and no clock is asked.</summary>
public static class EvolutionMigration
{
    /// <summary>Versions that can be migrated to <see cref="ServiceMeta.CurrentVersion"/>.</summary>
    public static IReadOnlyList<string> From { get; } = ["1.0"];

    /// <summary>Migrates a file line by line. Lines of 1.1 are checked and written in their one form; empty lines are left out.</summary>
    /// <param name="output">Replaced when every line was good, else left as it was. It may be the input.</param>
    /// <exception cref="MigrationException">A line is neither 1.0 nor 1.1.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static MigrationCounts Migrate(string input, string output)
    {
        var counts = new MigrationCounts(0, 0, 0, 0);
        AtomicFile.Write(
            output,
            target =>
            {
                using var stream = new FileStream(input, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
                LineScanner.Scan(
                    stream,
                    (number, _, content, length) =>
                    {
                        if (length > LineScanner.LongestLine)
                        {
                            throw new MigrationException(
                                input,
                                number,
                                $"it has {length} bytes; at most {LineScanner.LongestLine} are read."
                            );
                        }

                        if (!content.Trim(" \t"u8).IsEmpty)
                        {
                            target.Write(EvolutionLine.Write(Line(input, number, content, ref counts)));
                        }
                    }
                );
            }
        );
        return counts;
    }

    /// <summary>One line of 1.0 as 1.1.</summary>
    /// <exception cref="EvolutionException">It is no line of 1.0.</exception>
    public static ServiceEvolution Migrate(ReadOnlySpan<byte> line)
    {
        var counts = new MigrationCounts(0, 0, 0, 0);
        return Migrate(line, ref counts);
    }

    private static ServiceEvolution Line(string path, int number, ReadOnlySpan<byte> content, ref MigrationCounts counts)
    {
        try
        {
            counts = counts with { Lines = counts.Lines + 1 };
            return EvolutionLine.Version(content) == ServiceMeta.CurrentVersion
                ? EvolutionLine.Read(content)
                : Migrate(content, ref counts);
        }
        catch (EvolutionException exception)
        {
            throw new MigrationException(path, number, $"{exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static ServiceEvolution Migrate(ReadOnlySpan<byte> line, ref MigrationCounts counts)
    {
        var old = Read(line);
        var plateaus = new List<PlateauResult>();
        foreach (var plateau in old.Plateaus.OrderBy(plateau => plateau.Plateau))
        {
            plateaus.Add(PlateauMigration.Of(plateau, ref counts));
        }

        counts = counts with { Migrated = counts.Migrated + 1 };
        var evolution = new ServiceEvolution(Meta(old.Meta), old.Service, plateaus);
        return EvolutionRules.Fault(evolution) is { } fault ? throw Fault(line, fault) : evolution;
    }

    private static OldEvolution Read(ReadOnlySpan<byte> line)
    {
        OldEvolution? old;
        try
        {
            old = JsonSerializer.Deserialize(line, OldJson.Default.OldEvolution);
        }
        catch (JsonException exception)
        {
            throw Fault(line, exception.Message, exception);
        }

        if (old is null || old.Meta.SchemaVersion != "1.0" || old.SchemaVersion is not (null or "1.0"))
        {
            throw Fault(line, $"the line is of version {old?.SchemaVersion ?? old?.Meta.SchemaVersion ?? "(none)"}; expected 1.0 or 1.1");
        }

        return old.Plateaus.Any(plateau => plateau is null) ? throw Fault(line, "plateaus holds null")
            : old.Plateaus.Select(PlateauMigration.Fault).FirstOrDefault(fault => fault is not null) is { } fault ? throw Fault(line, fault)
            : old;
    }

    private static ServiceMeta Meta(OldMeta old) =>
        new(
            ServiceMeta.CurrentVersion,
            old.Models,
            old.MappingTypes,
            old.Diagnostics ?? false,
            old.Seed,
            string.IsNullOrEmpty(old.CatalogueHash) ? null : old.CatalogueHash,
            SettingsFingerprint: null,
            old.RunId,
            old.Created,
            old.WebSearch,
            old.ContextWindow
        );

    private static EvolutionException Fault(ReadOnlySpan<byte> line, string message, Exception? inner = null) =>
        new(EvolutionLine.ServiceId(line) ?? "(unknown)", "migration", QuarantineKind.SchemaMismatch, message, inner);
}
