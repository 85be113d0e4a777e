using System.Text;
using System.Text.Json.Nodes;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Tests.Output;

public sealed class EvolutionLineTests
{
    /// <summary>The worked example of docs/evolutions-data.md.</summary>
    private const string Golden =
        """{"meta":{"schema_version":"1.1","models":{"descriptions":"large","features":"middle","mapping":"small"},"mapping_types":["applications"],"diagnostics":false,"seed":7},"service":{"service_id":"S7","name":"Enrolment","description":"Gets people enrolled.","jobs_to_be_done":[{"name":"Enrol in minutes"}],"features":[]},"plateaus":[{"plateau":1,"plateau_name":"Counter","service_description":"People enrol at a desk.","features":[{"feature_id":"ZK7CYX","name":"Online form","description":"Apply on the web","score":{"level":2,"label":"Managed","justification":"Tracked"},"customer_type":"visitors","role":{"role_id":"visitors","name":"Visitors","description":"Residents of any age who borrow, learn, meet or seek help, on site or from home."},"mappings":{"applications":[{"item":"A02","facets":{"exposure":"public","use":"channel"}}]}}],"roles":[{"role_id":"administration","name":"Administration","description":"People who answer for budget, buildings, systems and reports to the city council.","features":[]},{"role_id":"librarians","name":"Librarians","description":"Staff who advise visitors, choose and care for the collection, and run events in the branches.","features":[]},{"role_id":"visitors","name":"Visitors","description":"Residents of any age who borrow, learn, meet or seek help, on site or from home.","features":[{"feature_id":"ZK7CYX","name":"Online form","description":"Apply on the web","score":{"level":2,"label":"Managed","justification":"Tracked"},"customer_type":"visitors","role":{"role_id":"visitors","name":"Visitors","description":"Residents of any age who borrow, learn, meet or seek help, on site or from home."},"mappings":{"applications":[{"item":"A02","facets":{"exposure":"public","use":"channel"}}]}}]}],"mappings":{"applications":[{"id":"A02","name":"Public catalogue","mappings":[{"feature_id":"ZK7CYX","description":"Apply on the web"}]}]}}]}""";

    [Fact]
    public void An_assembled_evolution_is_these_bytes()
    {
        var feature = new PlateauFeature("ZK7CYX", " Online form", "Apply on the web ", new(2, "Managed", "Tracked"), "visitors");
        var facets = new Dictionary<string, FacetValue> { ["use"] = FacetValue.Of("channel"), ["exposure"] = FacetValue.Of("public") };
        var mappings = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Contribution>>>
        {
            ["applications"] = new Dictionary<string, IReadOnlyList<Contribution>> { ["ZK7CYX"] = [new("A02", facets)] },
        };
        var meta = Samples.Stages.Meta with { MappingTypes = ["applications"], CatalogueHash = null, SettingsFingerprint = null };

        var evolution = new EvolutionAssembler(Samples.Reference).Assemble(
            meta,
            Samples.Service,
            [new(1, "People enrol at a desk.", [feature], mappings)]
        );

        Assert.Equal(Golden + "\n", Encoding.UTF8.GetString(EvolutionLine.Write(evolution)));
    }

    [Fact]
    public void A_line_read_and_written_is_the_same_bytes()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var line = EvolutionLine.Write(SampleEvolutions.Of(seed));
            Assert.Equal(line, EvolutionLine.Write(EvolutionLine.Read(line)));
            Assert.Equal(1, line.AsSpan().Count((byte)'\n'));
        }
    }

    [Fact]
    public void The_order_in_which_parts_arrive_does_not_show()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (service, drafts) = SampleEvolutions.Drafts(seed);
            var shuffled = drafts.Select(draft => draft with { Features = [.. draft.Features.Reverse()] }).Reverse().ToList();
            var assembler = new EvolutionAssembler(Samples.Reference);
            Assert.Equal(
                EvolutionLine.Write(assembler.Assemble(Samples.Stages.Meta, service, drafts)),
                EvolutionLine.Write(assembler.Assemble(Samples.Stages.Meta, service, shuffled))
            );
        }
    }

    [Fact]
    public void Both_views_hold_the_same_contributions()
    {
        foreach (var plateau in SampleEvolutions.Of(3).Plateaus)
        {
            var own = plateau.Features.SelectMany(feature =>
                feature.Mappings.SelectMany(pair => pair.Value.Select(contribution => (pair.Key, contribution.Item, feature.FeatureId)))
            );
            var inverse = plateau.Mappings.SelectMany(pair =>
                pair.Value.SelectMany(group => group.Mappings.Select(reference => (pair.Key, group.Id, reference.FeatureId)))
            );
            Assert.Equal(own.Order(), inverse.Order());
            Assert.Equal(Samples.Reference.Roles.Count, plateau.Roles.Count);
        }
    }

    [Theory]
    [InlineData("meta.schema_version", "\"1.0\"", "migrate")]
    [InlineData("meta.schema_version", "\"2.0\"", "version 2.0")]
    [InlineData("meta.colour", "1", "colour")]
    [InlineData("meta.catalogue_hash", "\"\"", "64 hexadecimal digits")]
    [InlineData("service.name", "\"\"", "service.name is empty")]
    [InlineData("plateaus.0.plateau", "0", "levels begin at 1")]
    [InlineData("plateaus.0.features.0.score.level", "3", "is called 'Defined'")]
    [InlineData("plateaus.0.features.0", "null", "plateaus[0].features[0] is null")]
    [InlineData("plateaus.0.features.0.name", "\"Other\"", "the features of 'visitors'")]
    [InlineData("plateaus.0.mappings.applications", "[]", "does not tell")]
    [InlineData("plateaus.0.mappings.technologies", "null", "is null")]
    [InlineData("plateaus.0.roles.2", "null", "is null")]
    public void A_line_with_a_fault_is_refused_and_the_fault_is_told(string path, string value, string expected)
    {
        var root = JsonNode.Parse(Golden)!;
        var keys = path.Split('.');
        var parent = keys[..^1].Aggregate(root, (node, key) => int.TryParse(key, out var index) ? node[index]! : node[key]!);
        if (int.TryParse(keys[^1], out var last))
        {
            parent[last] = JsonNode.Parse(value);
        }
        else
        {
            parent[keys[^1]] = JsonNode.Parse(value);
        }

        var exception = Assert.Throws<EvolutionException>(() => EvolutionLine.Read(Encoding.UTF8.GetBytes(root.ToJsonString())));

        Assert.Contains(expected, exception.Message);
        Assert.Equal("S7", exception.ServiceId);
    }

    [Fact]
    public void Damaged_lines_bring_no_other_exception()
    {
        var random = new Random(77);
        var line = EvolutionLine.Write(SampleEvolutions.Of(1));
        for (var round = 0; round < 200; round++)
        {
            var damaged = line.ToArray();
            for (var change = random.Next(3); change >= 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)"{}[]\":,\\u0d8n1tl"[random.Next(16)];
            }

            if (Record.Exception(() => EvolutionLine.Read(damaged)) is { } exception)
            {
                Assert.IsType<EvolutionException>(exception);
            }
        }
    }

    [Fact]
    public void What_the_reference_data_lack_is_not_assembled()
    {
        var assembler = new EvolutionAssembler(Samples.Reference);
        var feature = new PlateauFeature("F", "N", "D", new(1, "Initial", "J"), "pirates");

        var role = Assert.Throws<EvolutionException>(() => Assemble(new(1, "", [feature], Nothing)));
        var level = Assert.Throws<EvolutionException>(() => Assemble(new(6, "", [], Nothing)));

        Assert.Contains("'pirates'", role.Message);
        Assert.Contains("1 to 5", level.Message);
        Assert.Equal(("S7", "assembly"), (role.ServiceId, role.Stage));

        void Assemble(PlateauDraft draft) => assembler.Assemble(Samples.Stages.Meta, Samples.Service, [draft]);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Contribution>>> Nothing { get; } = [];
}
