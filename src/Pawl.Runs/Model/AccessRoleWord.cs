namespace Pawl.Runs.Model;

/// <summary>Roles as the words that stand in the database, in events and on the command line.</summary>
public static class AccessRoleWord
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<AccessRole>().Select(Word)];

    public static string Word(this AccessRole role) =>
        role switch
        {
            AccessRole.Viewer => "viewer",
            AccessRole.Operator => "operator",
            AccessRole.Approver => "approver",
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No word for this role."),
        };

    public static bool TryParse(string? word, out AccessRole role)
    {
        foreach (var candidate in Enum.GetValues<AccessRole>())
        {
            if (candidate.Word() == word)
            {
                role = candidate;
                return true;
            }
        }

        role = default;
        return false;
    }

    /// <exception cref="FormatException">It is none of them.</exception>
    public static AccessRole Parse(string word) =>
        TryParse(word, out var role) ? role : throw new FormatException($"Expected a role out of {string.Join(", ", All)}, got '{word}'.");
}
