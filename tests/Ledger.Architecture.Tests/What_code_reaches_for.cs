using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Ledger.Architecture.Tests;

/// <summary>
/// Which members of other assemblies an assembly calls, read from what the compiler wrote: a call under another name, or by way of an alias, is still the call.
/// </summary>
internal static class What_code_reaches_for
{
    public static IEnumerable<(string Type, string Member)> MembersUsedBy(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Select(member => (TypeOf(metadata, member.Parent), metadata.GetString(member.Name)))];
    }

    private static string TypeOf(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference when metadata.GetTypeReference((TypeReferenceHandle)parent) is var type =>
            $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}",
        HandleKind.TypeSpecification when metadata.GetTypeSpecification((TypeSpecificationHandle)parent) is var type => GenericOf(metadata, type),
        _ => "",
    };

    /// <summary>The generic type of an instance of it: 0x15, class or value type, and its handle.</summary>
    private static string GenericOf(MetadataReader metadata, TypeSpecification type)
    {
        var signature = metadata.GetBlobReader(type.Signature);
        return signature.ReadByte() == (byte)SignatureTypeCode.GenericTypeInstance && signature.ReadByte() > 0
            && signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } handle
            ? TypeOf(metadata, handle)
            : "";
    }
}
