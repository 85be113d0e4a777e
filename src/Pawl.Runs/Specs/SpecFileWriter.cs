using System.Text;

namespace Pawl.Runs.Specs;

/// <summary>A resolved spec written as a file that resolves to the same again.</summary>
public static class SpecFileWriter
{
    private const string Indent = "  ";

    /// <summary>The workload and every key that has not its default, grouped; without profile, whose values stand there like others.</summary>
    /// <param name="comment">Lines to begin with, each with its <c>#</c>; may be empty.</param>
    public static string Write(SpecSchema schema, ResolvedSpec spec, string comment)
    {
        var text = new StringBuilder(comment);
        text.Append("workload: ").Append(spec.Workload).Append('\n');
        var group = "";
        foreach (var key in InGroups(schema).Where(key => SpecScalarText.Of(spec.Value(key.Path)) != SpecScalarText.Of(key.Default)))
        {
            var dot = key.Path.IndexOf('.', StringComparison.Ordinal);
            var head = dot < 0 ? "" : key.Path[..dot];
            if (head != group && head.Length > 0)
            {
                text.Append(head).Append(":\n");
            }

            group = head;
            text.Append(head.Length > 0 ? Indent : "").Append(key.Path[(dot + 1)..]).Append(": ");
            text.Append(SpecScalarText.Of(spec.Value(key.Path))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Keys at the top first; those of a group side by side, in the order of the schema.</summary>
    private static IEnumerable<SpecKey> InGroups(SpecSchema schema) =>
        SharedSpecKeys
            .All.Concat(schema.Keys)
            .GroupBy(key => key.Path.Contains('.', StringComparison.Ordinal) ? key.Path.Split('.')[0] : "")
            .OrderBy(group => group.Key.Length > 0)
            .SelectMany(group => group);
}
