using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;

namespace Pawl.Evolutions.Stages;

/// <summary>Reference data and records as the lines of prompts. The same data give the same bytes.</summary>
internal static class PromptText
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Role, situation, plateaus, definitions and inspirations, joined by blank lines.</summary>
    public static string System(ReferenceLibrary reference, StageOptions options)
    {
        return string.Join(
            "\n\n",
            reference.Prompts.Role,
            reference.Prompts.Context(options.Context),
            "# Plateaus of maturity\n\n" + string.Join("\n\n", reference.Plateaus.Select(Plateau)),
            $"# {reference.Definitions.Title}\n\n" + string.Join('\n', reference.Definitions.Bullets.Select(Definition)),
            reference.Prompts.Inspiration(options.Inspiration)
        );
    }

    /// <summary>The service without its known features, as JSON on one line.</summary>
    public static string Service(ServiceInput service) =>
        JsonSerializer.Serialize(service.Features.Count == 0 ? service : service with { Features = [] }, RecordJson.Plain.ServiceInput);

    /// <summary>Such as <c>1. Counter (P1): People get the service from people.</c></summary>
    public static string Plateaus(IReadOnlyList<Plateau> plateaus) =>
        string.Join(
            '\n',
            plateaus.Select((plateau, index) => $"{index + 1}. {plateau.Name} ({plateau.Id}): {Flat(plateau.Description.CoreIdea)}")
        );

    public static string Roles(IReadOnlyList<Role> roles) =>
        string.Join('\n', roles.Select(role => $"- {role.RoleId} ({role.Name}): {Flat(role.Description)}"));

    public static string Level(IReadOnlyList<Plateau> plateaus, int level) => $"{level} \"{plateaus[level - 1].Name}\"";

    /// <summary>One item a line: <c>{"id":"A01","name":"Loans desk","description":"…"}</c>.</summary>
    public static string Catalogue(MappingSet set) =>
        string.Join('\n', set.Items.Select(item => Line(("id", item.Id), ("name", item.Name), ("description", item.Description))));

    /// <summary>Such as <c>- use (required): Kind of use. What … One of record (Keeps the record), support (…).</c></summary>
    public static string Facets(MappingSet set) => set.Facets.Count == 0 ? "none" : string.Join('\n', set.Facets.Select(Facet));

    /// <summary>One feature a line, under the ref it is to be answered by.</summary>
    /// <param name="features">By id.</param>
    public static string Features(IReadOnlyList<PlateauFeature> features) =>
        string.Join(
            '\n',
            features.Select(
                (feature, index) =>
                    Line(
                        ("ref", Ref(index)),
                        ("id", feature.FeatureId),
                        ("role", feature.CustomerType),
                        ("name", feature.Name),
                        ("description", feature.Description)
                    )
            )
        );

    /// <summary><c>f01</c> for index 0. Places instead of ids keep the schema of an answer the same for every service with as many features,
    /// and providers prepare each schema once.</summary>
    public static string Ref(int index) => string.Create(CultureInfo.InvariantCulture, $"f{index + 1:00}");

    public static string Flat(string text) => CatalogueReader.Flat(text);

    private static string Plateau(Plateau plateau, int index)
    {
        var text = new StringBuilder($"## {index + 1}. {plateau.Name} ({plateau.Id})\n{Flat(plateau.Description.CoreIdea)}\n");
        foreach (var characteristic in plateau.Description.KeyCharacteristics)
        {
            text.Append("- ").Append(Flat(characteristic)).Append('\n');
        }

        return text.Append("What it feels like: ").Append(Flat(plateau.Description.WhatItFeelsLike)).ToString();
    }

    private static string Definition(Definition definition)
    {
        var text = new StringBuilder($"- {definition.Name}: {Flat(definition.Text)}");
        Append(text, "Also called", definition.Aliases);
        Append(text, "Decide by", definition.DecisionRules);
        Append(text, "Use it when", definition.UseWhen);
        Append(text, "Not to be confused with", definition.AvoidConfusionWith);
        Append(text, "Examples", definition.Examples);
        Append(text, "Not", definition.NonExamples);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<string> entries)
    {
        if (entries.Count > 0)
        {
            text.Append(' ').Append(title).Append(": ").AppendJoin("; ", entries.Select(Flat)).Append('.');
        }
    }

    private static string Facet(FacetDefinition facet)
    {
        var text = new StringBuilder($"- {facet.Id} ({(facet.Required ? "required" : "optional")}): {facet.Label}.");
        if (facet.Description is { } description)
        {
            text.Append(' ').Append(description);
        }

        return facet.Type == FacetType.Enum
            ? text.Append(" One of ")
                .AppendJoin(", ", facet.Options.Select(option => $"{option.Id} ({option.Label})"))
                .Append('.')
                .ToString()
            : text.Append(" A value of type ").Append(facet.Type.ToString().ToLowerInvariant()).Append('.').ToString();
    }

    private static string Line(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in pairs)
            {
                writer.WriteString(key, Flat(value));
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
