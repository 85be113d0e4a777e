using System.Text.Json.Nodes;

namespace Pawl.Runs.Model;

/// <summary>Who asked for a change, as the event of that change tells.</summary>
/// <param name="Name">Such as <c>cli:alice</c> for someone at this machine's command line, or the name of an access token.</param>
/// <param name="Role">What the asker may do: a word of <see cref="AccessRole"/>.</param>
public sealed record Actor(string Name, string Role)
{
    public Actor(string name, AccessRole role)
        : this(name, role.Word()) { }

    internal JsonObject ToJson() => new() { ["name"] = Name, ["role"] = Role };
}
