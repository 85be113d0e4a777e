namespace Pawl.Runs.Specs;

/// <summary>How many letters must be changed, added, dropped or swapped with their neighbour to get from one word to the other.</summary>
public static class EditDistance
{
    /// <summary>Optimal string alignment distance (Damerau-Levenshtein without moves across an edit); O(n·m) time.</summary>
    public static int Between(string first, string second)
    {
        var rows = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
        {
            for (var j = 0; j <= second.Length; j++)
            {
                rows[i, j] =
                    i == 0 ? j
                    : j == 0 ? i
                    : Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[first.Length, second.Length];
    }

    /// <summary>The nearest of the known words, or null when none is near enough to be a slip of the finger.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var limit = Math.Max(1, Math.Min(3, word.Length / 3));
        return known
            .Select(candidate => (candidate, distance: Between(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }
}
