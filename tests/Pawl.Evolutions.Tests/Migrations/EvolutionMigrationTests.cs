using System.Text;
using System.Text.Json.Nodes;
using Pawl.Evolutions.Migrations;
using Pawl.Evolutions.Output;

namespace Pawl.Evolutions.Tests.Migrations;

public sealed class EvolutionMigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Order_and_metadata_are_kept_and_the_same_file_gives_the_same_bytes()
    {
        var input = _folder.File("in.jsonl", string.Join('\n', new[] { 5, 3, 9 }.Select(Old)) + "\n");
        var output = Path.Combine(_folder.Path, "out.jsonl");

        var counts = EvolutionMigration.Migrate(input, output);
        var first = File.ReadAllBytes(output);
        EvolutionMigration.Migrate(input, output);

        Assert.Equal(new(3, 3, 0, 0), counts);
        Assert.Equal(first, File.ReadAllBytes(output));
        var evolutions = File.ReadLines(output).Select(line => EvolutionLine.Read(Encoding.UTF8.GetBytes(line))).ToList();
        Assert.Equal(["S5", "S3", "S9"], evolutions.Select(evolution => evolution.Service.ServiceId));
        var meta = evolutions[0].Meta;
        Assert.Equal(("1.1", "run-5", 4096, true), (meta.SchemaVersion, meta.RunId, meta.ContextWindow, meta.WebSearch));
        Assert.Equal(new DateTimeOffset(2025, 9, 13, 8, 30, 0, TimeSpan.Zero), meta.Created);
        Assert.Equal((7, "large", null), (meta.Seed, meta.Models["descriptions"], meta.CatalogueHash));
    }

    [Fact]
    public void A_line_that_was_whole_is_the_line_of_1_1_but_for_its_meta()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var migrated = EvolutionMigration.Migrate(Encoding.UTF8.GetBytes(Old(seed)));
            var expected = SampleEvolutions.Of(seed);
            Assert.Equal(EvolutionLine.Write(expected), EvolutionLine.Write(migrated with { Meta = expected.Meta }));
        }
    }

    [Fact]
    public void Contributions_that_only_groups_tell_are_given_back_to_their_features()
    {
        var line = Changed(
            4,
            plateau =>
            {
                plateau["roles"] = new JsonArray();
                foreach (var feature in plateau["features"]!.AsArray())
                {
                    feature!["mappings"] = new JsonObject();
                }
            }
        );
        var output = Path.Combine(_folder.Path, "out.jsonl");

        var counts = EvolutionMigration.Migrate(_folder.File("in.jsonl", line), output);
        var migrated = EvolutionLine.Read(File.ReadAllBytes(output));

        Assert.True(counts.RebuiltContributions > 0);
        var expected = SampleEvolutions.Of(4).Plateaus;
        foreach (var (plateau, original) in migrated.Plateaus.Zip(expected))
        {
            Assert.Equal(original.Mappings.Keys, plateau.Mappings.Keys);
            var pairs = original.Features.SelectMany(feature =>
                feature.Mappings.SelectMany(pair => pair.Value.Select(contribution => (feature.FeatureId, pair.Key, contribution.Item)))
            );
            Assert.Equal(
                pairs,
                plateau.Features.SelectMany(feature =>
                    feature.Mappings.SelectMany(pair => pair.Value.Select(contribution => (feature.FeatureId, pair.Key, contribution.Item)))
                )
            );
            Assert.Equal(
                plateau.Features.Select(feature => feature.CustomerType).Distinct().Order(),
                plateau.Roles.Select(role => role.RoleId)
            );
        }
    }

    [Fact]
    public void Groups_that_only_features_tell_are_built()
    {
        var line = Changed(4, plateau => plateau["mappings"] = new JsonObject());

        var migrated = EvolutionMigration.Migrate(Encoding.UTF8.GetBytes(line));

        var group = migrated.Plateaus.SelectMany(plateau => plateau.Mappings["applications"]).First();
        Assert.NotEmpty(group.Mappings);
    }

    [Fact]
    public void A_bad_line_is_told_by_number_and_leaves_the_output_as_it_was()
    {
        var input = _folder.File("in.jsonl", Old(1) + "\n\n{\"meta\":{\"schema_version\":\"1.0\"}}\n");
        var output = _folder.File("out.jsonl", "before");

        var exception = Assert.Throws<MigrationException>(() => EvolutionMigration.Migrate(input, output));

        Assert.Equal(3, exception.Line);
        Assert.Equal("before", File.ReadAllText(output));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Lines_of_1_1_pass_unchanged_and_a_file_may_be_migrated_onto_itself()
    {
        var path = _folder.File("in.jsonl", Old(1) + "\n");
        EvolutionMigration.Migrate(path, path);
        var once = File.ReadAllBytes(path);

        Assert.Equal(new(1, 0, 0, 0), EvolutionMigration.Migrate(path, path));
        Assert.Equal(once, File.ReadAllBytes(path));
    }

    [Fact]
    public void Damaged_lines_bring_no_other_exception()
    {
        var random = new Random(6);
        var line = Encoding.UTF8.GetBytes(Old(1));
        for (var round = 0; round < 150; round++)
        {
            var damaged = line.ToArray();
            for (var change = random.Next(3); change >= 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)"{}[]\":,\\u0d8n1tl"[random.Next(16)];
            }

            if (Record.Exception(() => EvolutionMigration.Migrate(damaged)) is { } exception)
            {
                Assert.IsType<Pawl.Evolutions.Records.EvolutionException>(exception);
            }
        }
    }

    /// <summary>A line as 1.0 had it: another meta, the rest the same.</summary>
    private static string Old(int seed) => Changed(seed, static _ => { });

    private static string Changed(int seed, Action<JsonNode> change)
    {
        var line = JsonNode.Parse(EvolutionLine.Write(SampleEvolutions.Of(seed)))!;
        line["meta"] = JsonNode.Parse(
            $$$"""
            {"schema_version":"1.0","run_id":"run-{{{seed}}}","seed":7,"models":{"descriptions":"large","features":"middle"},"web_search":true,
             "mapping_types":["applications"],"context_window":4096,"diagnostics":false,"catalogue_hash":"","created":"2025-09-13T08:30:00Z","schemas":{}}
            """
        );
        foreach (var plateau in line["plateaus"]!.AsArray())
        {
            change(plateau!);
        }

        return line.ToJsonString();
    }
}
