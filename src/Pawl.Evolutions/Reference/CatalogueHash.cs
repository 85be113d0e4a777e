using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pawl.Evolutions.Reference;

/// <summary>Names the state of the catalogues.</summary>
internal static class CatalogueHash
{
    /// <summary>
    /// SHA-256 of <c>field:digest</c> of every set, sorted and joined by <c>|</c>. A digest is the SHA-256 of
    /// <c>{"items":[{"id","name","description"}…],"meta":{"field","label","facets"}}</c>, items by id, as compact JSON.
    /// </summary>
    public static string Of(IEnumerable<MappingSet> sets)
    {
        var digests = sets.Select(set => $"{set.Field}:{Digest(set)}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', digests))));
    }

    private static string Digest(MappingSet set)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var item in set.Items)
            {
                writer.WriteStartObject();
                writer.WriteString("id", item.Id);
                writer.WriteString("name", item.Name);
                writer.WriteString("description", item.Description);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartObject("meta");
            writer.WriteString("field", set.Field);
            writer.WriteString("label", set.Label);
            writer.WriteStartArray("facets");
            foreach (var facet in set.Facets)
            {
                Write(writer, facet);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void Write(Utf8JsonWriter writer, FacetDefinition facet)
    {
        writer.WriteStartObject();
        writer.WriteString("id", facet.Id);
        writer.WriteString("label", facet.Label);
        writer.WriteString("type", facet.Type.ToString().ToLowerInvariant());
        writer.WriteBoolean("required", facet.Required);
        writer.WriteString("description", facet.Description);
        writer.WriteStartArray("options");
        foreach (var option in facet.Options)
        {
            writer.WriteStartObject();
            writer.WriteString("id", option.Id);
            writer.WriteString("label", option.Label);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
