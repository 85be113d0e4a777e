namespace Pawl.Evolutions.Validation;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Such as <c>reference</c> or <c>input</c>.</param>
/// <param name="Detail">What was seen, in a line: <c>5 plateaus, 3 roles, 3 mapping sets</c>.</param>
/// <param name="Findings">Empty when all was right. At most <see cref="CheckReport.MostFindings"/> are kept.</param>
/// <param name="FindingCount">Of all, also those not kept.</param>
public sealed record Check(string Name, string Detail, IReadOnlyList<Finding> Findings, int FindingCount)
{
    public bool IsGood => FindingCount == 0;

    internal static Check Good(string name, string detail) => new(name, detail, [], 0);

    internal static Check Bad(string name, string detail, params IReadOnlyList<Finding> findings) =>
        new(name, detail, [.. findings.Take(CheckReport.MostFindings)], findings.Count);
}
