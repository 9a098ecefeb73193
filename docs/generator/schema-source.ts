import { join } from 'node:path';
import ts from 'typescript';
import { type DocComment, docCommentOf, NO_COMMENT } from './doc-comment';

/** A schema as it is written in the source. */
export interface WrittenSchema {
  /** The call that makes it, below `.optional()`, `.default()` and the like; absent where a function makes it. */
  readonly call?: ts.CallExpression;
  /** The constant that it is kept in, where it has one. */
  readonly name?: string;
  /** The source file of that constant. */
  readonly file?: string;
  readonly comment: DocComment;
}

/** A member of a block, as it is written. */
export interface WrittenMember {
  readonly name: string;
  readonly comment: DocComment;
  readonly schema: WrittenSchema;
  /** The constant that several blocks take it from (`...common`), where it is no block's own. */
  readonly sharedFrom?: WrittenSchema;
}

/** Reads from the sources what schemas do not know of themselves: their names, and the comments of their settings. */
export class SchemaSource {
  private readonly checker: ts.TypeChecker;
  private readonly program: ts.Program;

  /** @param file the source that composes all settings */
  constructor(private readonly file: string) {
    const configuration = ts.readConfigFile(join(__dirname, '..', '..', 'tsconfig.json'), (path) =>
      ts.sys.readFile(path),
    );
    const { options } = ts.parseJsonConfigFileContent(configuration.config, ts.sys, join(__dirname, '..', '..'));
    this.program = ts.createProgram([file], { ...options, noEmit: true, types: [] });
    this.checker = this.program.getTypeChecker();
  }

  /** A constant at the top of a file. */
  constant(name: string, file = this.file): WrittenSchema {
    for (const statement of this.program.getSourceFile(file)?.statements ?? []) {
      if (!ts.isVariableStatement(statement)) continue;
      const declaration = statement.declarationList.declarations.find((one) => one.name.getText() === name);
      if (declaration) return this.declared(declaration);
    }
    throw new Error(`${file} has no constant ${name}`);
  }

  /** The members of a block (`z.strictObject({ … })`), in their order. */
  members({ call }: WrittenSchema): WrittenMember[] {
    const literal = call?.arguments[0];
    return literal && ts.isObjectLiteralExpression(literal) ? this.membersOf(literal) : [];
  }

  /** The schemas in the list that a union is made of, or the one that a list or a map holds. */
  parts({ call }: WrittenSchema): WrittenSchema[] {
    return (call?.arguments ?? []).flatMap((argument) =>
      ts.isArrayLiteralExpression(argument)
        ? argument.elements.map((element) => withComment(this.written(element), docCommentOf(element)))
        : [this.written(argument)],
    );
  }

  private membersOf(literal: ts.ObjectLiteralExpression): WrittenMember[] {
    return literal.properties.flatMap((property): WrittenMember[] => {
      if (ts.isSpreadAssignment(property)) {
        const { expression } = property;
        return ts.isCallExpression(expression) ? this.applications(expression) : this.sharedMembers(expression);
      }
      const name = nameOf(property.name);
      const schema = ts.isPropertyAssignment(property) ? this.written(property.initializer) : this.shorthand(property);
      const own = docCommentOf(property);
      // Where the setting's own comment only gives its default, the schema's says what it is.
      return [{ name, schema, comment: own.text === '' ? { ...own, text: schema.comment.text } : own }];
    });
  }

  /** The settings of applications (`settingsOf(APPLICATIONS)`): each states its own as `settings`. */
  private applications({ arguments: [list] }: ts.CallExpression): WrittenMember[] {
    return this.propertiesOf(list).flatMap((application): WrittenMember[] => {
      if (!ts.isPropertyAssignment(application)) return [];
      const settings = this.propertiesOf(application.initializer).find((one) => nameOf(one.name) === 'settings');
      const value = settings && this.checker.getShorthandAssignmentValueSymbol(settings)?.valueDeclaration;
      if (!value || !ts.isVariableDeclaration(value)) {
        throw new Error(`${application.getText()} states no settings in a constant of that name`);
      }
      const schema = this.declared(value);
      const own = commentOfConstant(value);
      const comment = { ...own, text: own.text === '' ? schema.comment.text : own.text };
      return [{ name: nameOf(application.name), schema, comment }];
    });
  }

  /** The properties of the object that a constant holds, with a check of its type or without. */
  private propertiesOf(name: ts.Expression | undefined): readonly ts.ObjectLiteralElementLike[] {
    let value = name && this.declarationOf(name)?.initializer;
    while (value && (ts.isSatisfiesExpression(value) || ts.isAsExpression(value))) value = value.expression;
    return value && ts.isObjectLiteralExpression(value) ? value.properties : [];
  }

  private sharedMembers(expression: ts.Expression): WrittenMember[] {
    const declaration = this.declarationOf(expression);
    const { initializer } = declaration ?? {};
    if (!declaration || !initializer || !ts.isObjectLiteralExpression(initializer)) return [];
    const sharedFrom = { name: declaration.name.getText(), comment: commentOfConstant(declaration) };
    return this.membersOf(initializer).map((member) => ({ ...member, sharedFrom }));
  }

  private shorthand(property: ts.ObjectLiteralElementLike): WrittenSchema {
    const value = this.checker.getShorthandAssignmentValueSymbol(property)?.valueDeclaration;
    return value && ts.isVariableDeclaration(value) ? this.declared(value) : { comment: NO_COMMENT };
  }

  /** Follows names and method calls down to the call that makes the schema. */
  private written(expression: ts.Expression): WrittenSchema {
    if (ts.isCallExpression(expression)) {
      const callee = expression.expression;
      if (!ts.isPropertyAccessExpression(callee)) return { comment: NO_COMMENT };
      return callee.expression.getText() === 'z'
        ? { call: expression, comment: NO_COMMENT }
        : this.written(callee.expression);
    }
    const declaration = this.declarationOf(expression);
    return declaration ? this.declared(declaration) : { comment: NO_COMMENT };
  }

  private declared(declaration: ts.VariableDeclaration): WrittenSchema {
    const below: WrittenSchema = declaration.initializer
      ? this.written(declaration.initializer)
      : { comment: NO_COMMENT };
    const kept = { name: declaration.name.getText(), file: below.file ?? declaration.getSourceFile().fileName };
    return withComment({ ...below, ...kept }, commentOfConstant(declaration));
  }

  /** The constant that a name, or a member of a function's result, stands for. */
  private declarationOf(expression: ts.Expression): ts.VariableDeclaration | undefined {
    const named = this.checker.getSymbolAtLocation(
      ts.isPropertyAccessExpression(expression) ? expression.name : expression,
    );
    const symbol = named && (named.flags & ts.SymbolFlags.Alias) !== 0 ? this.checker.getAliasedSymbol(named) : named;
    const declaration = symbol?.valueDeclaration;
    if (!declaration) return undefined;
    if (ts.isVariableDeclaration(declaration)) return declaration;
    if (!ts.isShorthandPropertyAssignment(declaration)) return undefined;
    const value = this.checker.getShorthandAssignmentValueSymbol(declaration)?.valueDeclaration;
    return value && ts.isVariableDeclaration(value) ? value : undefined;
  }
}

function withComment(schema: WrittenSchema, comment: DocComment): WrittenSchema {
  return comment.text === '' ? schema : { ...schema, comment };
}

/** The comment of a constant stands in front of its statement. */
function commentOfConstant(declaration: ts.VariableDeclaration): DocComment {
  return docCommentOf(declaration.parent.parent);
}

function nameOf(name: ts.PropertyName | undefined): string {
  if (!name) return '';
  return ts.isStringLiteral(name) ? name.text : name.getText();
}
