using System.Security.Cryptography;
using System.Text.Json;
using Pawl.Evolutions.Mapping;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;

namespace Pawl.Evolutions.Stages;

/// <summary>The stages of one run, and what its lines say about how they were made. Safe to share between threads.</summary>
internal sealed class EvolutionStages
{
    /// <exception cref="KeyNotFoundException">A context, inspiration or mapping set is not in the reference data.</exception>
    public EvolutionStages(ReferenceLibrary reference, StageOptions options)
    {
        Reference = reference;
        Options = options;
        foreach (var field in options.MappingFields ?? [])
        {
            reference.MappingSet(field);
        }

        var system = PromptText.System(reference, options);
        Descriptions = new(reference, options, system);
        Features = new(reference, options, system);
        Mappings =
        [
            .. reference
                .MappingSets.Where(set => options.MappingFields?.Contains(set.Field) ?? true)
                .Select(set => new MappingStage(reference, options, system, set)),
        ];
        Fingerprint = FingerprintOf();
        Meta = new(
            ServiceMeta.CurrentVersion,
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["descriptions"] = options.Models.Descriptions,
                ["features"] = options.Models.Features,
                ["mapping"] = options.Models.Mapping,
            },
            [.. Mappings.Select(mapping => mapping.Set.Field).Order(StringComparer.Ordinal)],
            options.Rationales,
            options.Sampling.Seed,
            reference.CatalogueHash,
            Fingerprint
        );
    }

    public ReferenceLibrary Reference { get; }

    public StageOptions Options { get; }

    public DescriptionsStage Descriptions { get; }

    public FeaturesStage Features { get; }

    /// <summary>One a mapping set, in the order of the reference data.</summary>
    public IReadOnlyList<MappingStage> Mappings { get; }

    /// <summary>SHA-256 of the reference files and of every option an answer depends on, 64 hexadecimal digits.</summary>
    public string Fingerprint { get; }

    public ServiceMeta Meta { get; }

    private string FingerprintOf()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("reference", Reference.Fingerprint);
            writer.WriteString("context", Options.Context);
            writer.WriteString("inspiration", Options.Inspiration);
            writer.WriteBoolean("rationales", Options.Rationales);
            writer.WriteString("descriptions", Options.Models.Descriptions);
            writer.WriteString("features", Options.Models.Features);
            writer.WriteString("mapping", Options.Models.Mapping);
            writer.WriteString("temperature", Options.Sampling.Temperature?.ToString("R"));
            writer.WriteString("top_p", Options.Sampling.TopP?.ToString("R"));
            writer.WriteString("seed", Options.Sampling.Seed?.ToString());
            writer.WriteString("maximum_output_tokens", Options.Sampling.MaximumOutputTokens?.ToString());
            writer.WriteString("reasoning_effort", Options.Sampling.ReasoningEffort);
            writer.WriteStartArray("fields");
            foreach (var mapping in Mappings)
            {
                writer.WriteStringValue(mapping.Set.Field);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
