using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Pawl.Runs.Store;

/// <summary>One numbered step of the schema, such as <c>0001-runs.sql</c>.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Checksum">SHA-256 of the file's bytes, lower-case hex.</param>
public sealed partial record Migration(int Version, string Name, string Sql, string Checksum)
{
    /// <summary>The steps this program knows, in order: the embedded <c>Migrations/*.sql</c>.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load(typeof(Migration).Assembly);

    public static Migration Of(string fileName, string sql)
    {
        var match = FileName().Match(fileName);
        return match.Success
            ? new Migration(
                int.Parse(match.Groups["version"].ValueSpan),
                match.Groups["name"].Value,
                sql,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))
            )
            : throw new InvalidOperationException($"Expected a migration named like '0001-runs.sql', got '{fileName}'.");
    }

    /// <summary>The steps embedded in an assembly, in order.</summary>
    public static IReadOnlyList<Migration> Load(Assembly assembly)
    {
        var migrations = assembly
            .GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                return Of(name, reader.ReadToEnd());
            })
            .OrderBy(migration => migration.Version)
            .ToList();
        return migrations.Select(migration => migration.Version).SequenceEqual(Enumerable.Range(1, migrations.Count))
            ? migrations
            : throw new InvalidOperationException(
                $"Expected migrations numbered 1..{migrations.Count}, got {string.Join(", ", migrations.Select(m => m.Version))}."
            );
    }

    [GeneratedRegex(@"^(?<version>\d{4})-(?<name>[a-z0-9-]+)\.sql$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
