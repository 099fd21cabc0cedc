// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.
// @ts-nocheck
import Serializer from 'fast-json-stringify/lib/serializer.js';
const serializer = Serializer.restoreFromState({ mode: 'standalone' });
const validator = null;
export const serialise1 = function anonymous(validator,serializer
) {

    
const {
  asString,
  asNumber,
  asBoolean,
  asDateTime,
  asDate,
  asTime,
  asUnsafeString,
  asPlainStringArray
} = serializer

const asInteger = serializer.asInteger.bind(serializer)


    const JSON_STR_BEGIN_OBJECT = '{'
    const JSON_STR_END_OBJECT = '}'
    const JSON_STR_BEGIN_ARRAY = '['
    const JSON_STR_END_ARRAY = ']'
    const JSON_STR_COMMA = ','
    const JSON_STR_COLONS = ':'
    const JSON_STR_QUOTE = '"'
    const JSON_STR_EMPTY_OBJECT = JSON_STR_BEGIN_OBJECT + JSON_STR_END_OBJECT
    const JSON_STR_EMPTY_ARRAY = JSON_STR_BEGIN_ARRAY + JSON_STR_END_ARRAY
    const JSON_STR_EMPTY_STRING = JSON_STR_QUOTE + JSON_STR_QUOTE
    const JSON_STR_NULL = 'null'
    
  
    
      // "#/items"
      function anonymous1 (input) {
        const obj = (input && typeof input.toJSON === 'function')
    ? input.toJSON()
    : input
  
        if (obj === null) return JSON_STR_EMPTY_OBJECT
        let json = ''

        
      const value_id_1 = obj["id"]
      if (value_id_1 !== undefined) {
        json += "{\"id\":"
        json += asInteger(value_id_1)
      } else {
        throw new Error('"id" is required!')
      }
      
      const value_user_id_2 = obj["user_id"]
      if (value_user_id_2 !== undefined) {
        json += ",\"user_id\":"
        
        if (typeof value_user_id_2 !== 'string') {
          if (value_user_id_2 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_user_id_2 instanceof Date) {
            json += JSON_STR_QUOTE + value_user_id_2.toISOString() + JSON_STR_QUOTE
          } else if (value_user_id_2 instanceof RegExp) {
            json += asString(value_user_id_2.source)
          } else {
            json += asString(value_user_id_2.toString())
          }
        } else {
          json += asString(value_user_id_2)
        }
        
      } else {
        throw new Error('"user_id" is required!')
      }
      
      const value_title_3 = obj["title"]
      if (value_title_3 !== undefined) {
        json += ",\"title\":"
        
        if (typeof value_title_3 !== 'string') {
          if (value_title_3 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_title_3 instanceof Date) {
            json += JSON_STR_QUOTE + value_title_3.toISOString() + JSON_STR_QUOTE
          } else if (value_title_3 instanceof RegExp) {
            json += asString(value_title_3.source)
          } else {
            json += asString(value_title_3.toString())
          }
        } else {
          json += asString(value_title_3)
        }
        
      } else {
        throw new Error('"title" is required!')
      }
      
      const value_description_4 = obj["description"]
      if (value_description_4 !== undefined) {
        json += ",\"description\":"
        
          if (value_description_4 === null) {
            json += JSON_STR_NULL
          }
          
          else if(
            typeof value_description_4 === "string" ||
            value_description_4 === null ||
            value_description_4 instanceof Date ||
            value_description_4 instanceof RegExp ||
            (
              typeof value_description_4 === "object" &&
              typeof value_description_4.toString === "function" &&
              value_description_4.toString !== Object.prototype.toString
            )
          ) {
            
        if (typeof value_description_4 !== 'string') {
          if (value_description_4 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_description_4 instanceof Date) {
            json += JSON_STR_QUOTE + value_description_4.toISOString() + JSON_STR_QUOTE
          } else if (value_description_4 instanceof RegExp) {
            json += asString(value_description_4.source)
          } else {
            json += asString(value_description_4.toString())
          }
        } else {
          json += asString(value_description_4)
        }
        
          }
        
    else throw new TypeError("The value of '#/items/properties/description' does not match schema definition.")
  
      } else {
        throw new Error('"description" is required!')
      }
      
      const value_completed_5 = obj["completed"]
      if (value_completed_5 !== undefined) {
        json += ",\"completed\":"
        json += asBoolean(value_completed_5)
      } else {
        throw new Error('"completed" is required!')
      }
      
      const value_due_date_6 = obj["due_date"]
      if (value_due_date_6 !== undefined) {
        json += ",\"due_date\":"
        
          if (value_due_date_6 === null) {
            json += JSON_STR_NULL
          }
          
          else if(
            typeof value_due_date_6 === "string" ||
            value_due_date_6 === null ||
            value_due_date_6 instanceof Date ||
            value_due_date_6 instanceof RegExp ||
            (
              typeof value_due_date_6 === "object" &&
              typeof value_due_date_6.toString === "function" &&
              value_due_date_6.toString !== Object.prototype.toString
            )
          ) {
            json += asDateTime(value_due_date_6)
          }
        
    else throw new TypeError("The value of '#/items/properties/due_date' does not match schema definition.")
  
      } else {
        throw new Error('"due_date" is required!')
      }
      
      const value_created_at_7 = obj["created_at"]
      if (value_created_at_7 !== undefined) {
        json += ",\"created_at\":"
        json += asDateTime(value_created_at_7)
      } else {
        throw new Error('"created_at" is required!')
      }
      
      const value_updated_at_8 = obj["updated_at"]
      if (value_updated_at_8 !== undefined) {
        json += ",\"updated_at\":"
        json += asDateTime(value_updated_at_8)
      } else {
        throw new Error('"updated_at" is required!')
      }
      
return json + JSON_STR_END_OBJECT

      }
    

    function anonymous0 (obj) {
      // "#"
      let json = ''
  
    if (obj === null) return JSON_STR_EMPTY_ARRAY
    if (!Array.isArray(obj)) {
      throw new TypeError("The value of '#' does not match schema definition.")
    }
    const arrayLength = obj.length
  
    json += JSON_STR_BEGIN_ARRAY
  
      if (arrayLength > 0) {
        const value = obj[0]
        json += anonymous1(value)
        for (let i = 1; i < arrayLength; i++) {
          json += JSON_STR_COMMA
          const value = obj[i]
          json += anonymous1(value)
        }
      }
      return json + JSON_STR_END_ARRAY
    }
    const main = anonymous0
    return main
    
}(validator, serializer);
export const serialise2 = function anonymous(validator,serializer
) {

    
const {
  asString,
  asNumber,
  asBoolean,
  asDateTime,
  asDate,
  asTime,
  asUnsafeString,
  asPlainStringArray
} = serializer

const asInteger = serializer.asInteger.bind(serializer)


    const JSON_STR_BEGIN_OBJECT = '{'
    const JSON_STR_END_OBJECT = '}'
    const JSON_STR_BEGIN_ARRAY = '['
    const JSON_STR_END_ARRAY = ']'
    const JSON_STR_COMMA = ','
    const JSON_STR_COLONS = ':'
    const JSON_STR_QUOTE = '"'
    const JSON_STR_EMPTY_OBJECT = JSON_STR_BEGIN_OBJECT + JSON_STR_END_OBJECT
    const JSON_STR_EMPTY_ARRAY = JSON_STR_BEGIN_ARRAY + JSON_STR_END_ARRAY
    const JSON_STR_EMPTY_STRING = JSON_STR_QUOTE + JSON_STR_QUOTE
    const JSON_STR_NULL = 'null'
    
  
    
      // "#"
      function anonymous0 (input) {
        const obj = (input && typeof input.toJSON === 'function')
    ? input.toJSON()
    : input
  
        if (obj === null) return JSON_STR_EMPTY_OBJECT
        let json = ''

        
      const value_type_1 = obj["type"]
      if (value_type_1 !== undefined) {
        json += "{\"type\":"
        
        if (typeof value_type_1 !== 'string') {
          if (value_type_1 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_type_1 instanceof Date) {
            json += JSON_STR_QUOTE + value_type_1.toISOString() + JSON_STR_QUOTE
          } else if (value_type_1 instanceof RegExp) {
            json += asString(value_type_1.source)
          } else {
            json += asString(value_type_1.toString())
          }
        } else {
          json += asString(value_type_1)
        }
        
      } else {
        throw new Error('"type" is required!')
      }
      
      const value_title_2 = obj["title"]
      if (value_title_2 !== undefined) {
        json += ",\"title\":"
        
        if (typeof value_title_2 !== 'string') {
          if (value_title_2 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_title_2 instanceof Date) {
            json += JSON_STR_QUOTE + value_title_2.toISOString() + JSON_STR_QUOTE
          } else if (value_title_2 instanceof RegExp) {
            json += asString(value_title_2.source)
          } else {
            json += asString(value_title_2.toString())
          }
        } else {
          json += asString(value_title_2)
        }
        
      } else {
        throw new Error('"title" is required!')
      }
      
      const value_status_3 = obj["status"]
      if (value_status_3 !== undefined) {
        json += ",\"status\":"
        json += asInteger(value_status_3)
      } else {
        throw new Error('"status" is required!')
      }
      
      const value_detail_4 = obj["detail"]
      if (value_detail_4 !== undefined) {
        json += ",\"detail\":"
        
        if (typeof value_detail_4 !== 'string') {
          if (value_detail_4 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_detail_4 instanceof Date) {
            json += JSON_STR_QUOTE + value_detail_4.toISOString() + JSON_STR_QUOTE
          } else if (value_detail_4 instanceof RegExp) {
            json += asString(value_detail_4.source)
          } else {
            json += asString(value_detail_4.toString())
          }
        } else {
          json += asString(value_detail_4)
        }
        
      } else {
        throw new Error('"detail" is required!')
      }
      
      const value_instance_5 = obj["instance"]
      if (value_instance_5 !== undefined) {
        json += ",\"instance\":"
        
        if (typeof value_instance_5 !== 'string') {
          if (value_instance_5 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_instance_5 instanceof Date) {
            json += JSON_STR_QUOTE + value_instance_5.toISOString() + JSON_STR_QUOTE
          } else if (value_instance_5 instanceof RegExp) {
            json += asString(value_instance_5.source)
          } else {
            json += asString(value_instance_5.toString())
          }
        } else {
          json += asString(value_instance_5)
        }
        
      } else {
        throw new Error('"instance" is required!')
      }
      
      const value_request_id_6 = obj["request_id"]
      if (value_request_id_6 !== undefined) {
        json += ",\"request_id\":"
        
        if (typeof value_request_id_6 !== 'string') {
          if (value_request_id_6 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_request_id_6 instanceof Date) {
            json += JSON_STR_QUOTE + value_request_id_6.toISOString() + JSON_STR_QUOTE
          } else if (value_request_id_6 instanceof RegExp) {
            json += asString(value_request_id_6.source)
          } else {
            json += asString(value_request_id_6.toString())
          }
        } else {
          json += asString(value_request_id_6)
        }
        
      } else {
        throw new Error('"request_id" is required!')
      }
      
return json + JSON_STR_END_OBJECT

      }
    
    const main = anonymous0
    return main
    
}(validator, serializer);
export const serialise3 = function anonymous(validator,serializer
) {

    
const {
  asString,
  asNumber,
  asBoolean,
  asDateTime,
  asDate,
  asTime,
  asUnsafeString,
  asPlainStringArray
} = serializer

const asInteger = serializer.asInteger.bind(serializer)


    const JSON_STR_BEGIN_OBJECT = '{'
    const JSON_STR_END_OBJECT = '}'
    const JSON_STR_BEGIN_ARRAY = '['
    const JSON_STR_END_ARRAY = ']'
    const JSON_STR_COMMA = ','
    const JSON_STR_COLONS = ':'
    const JSON_STR_QUOTE = '"'
    const JSON_STR_EMPTY_OBJECT = JSON_STR_BEGIN_OBJECT + JSON_STR_END_OBJECT
    const JSON_STR_EMPTY_ARRAY = JSON_STR_BEGIN_ARRAY + JSON_STR_END_ARRAY
    const JSON_STR_EMPTY_STRING = JSON_STR_QUOTE + JSON_STR_QUOTE
    const JSON_STR_NULL = 'null'
    
  
    
    function anonymous1 (obj) {
      // "#/properties/errors"
      let json = ''
  
    if (obj === null) return JSON_STR_EMPTY_ARRAY
    if (!Array.isArray(obj)) {
      throw new TypeError("The value of '#/properties/errors' does not match schema definition.")
    }
    const arrayLength = obj.length
  
    json += JSON_STR_BEGIN_ARRAY
  
      if (arrayLength > 0) {
        const value = obj[0]
        json += JSON.stringify(value)
        for (let i = 1; i < arrayLength; i++) {
          json += JSON_STR_COMMA
          const value = obj[i]
          json += JSON.stringify(value)
        }
      }
      return json + JSON_STR_END_ARRAY
    }

      // "#"
      function anonymous0 (input) {
        const obj = (input && typeof input.toJSON === 'function')
    ? input.toJSON()
    : input
  
        if (obj === null) return JSON_STR_EMPTY_OBJECT
        let json = ''

        
      const value_type_1 = obj["type"]
      if (value_type_1 !== undefined) {
        json += "{\"type\":"
        
        if (typeof value_type_1 !== 'string') {
          if (value_type_1 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_type_1 instanceof Date) {
            json += JSON_STR_QUOTE + value_type_1.toISOString() + JSON_STR_QUOTE
          } else if (value_type_1 instanceof RegExp) {
            json += asString(value_type_1.source)
          } else {
            json += asString(value_type_1.toString())
          }
        } else {
          json += asString(value_type_1)
        }
        
      } else {
        throw new Error('"type" is required!')
      }
      
      const value_title_2 = obj["title"]
      if (value_title_2 !== undefined) {
        json += ",\"title\":"
        
        if (typeof value_title_2 !== 'string') {
          if (value_title_2 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_title_2 instanceof Date) {
            json += JSON_STR_QUOTE + value_title_2.toISOString() + JSON_STR_QUOTE
          } else if (value_title_2 instanceof RegExp) {
            json += asString(value_title_2.source)
          } else {
            json += asString(value_title_2.toString())
          }
        } else {
          json += asString(value_title_2)
        }
        
      } else {
        throw new Error('"title" is required!')
      }
      
      const value_status_3 = obj["status"]
      if (value_status_3 !== undefined) {
        json += ",\"status\":"
        json += asInteger(value_status_3)
      } else {
        throw new Error('"status" is required!')
      }
      
      const value_detail_4 = obj["detail"]
      if (value_detail_4 !== undefined) {
        json += ",\"detail\":"
        
        if (typeof value_detail_4 !== 'string') {
          if (value_detail_4 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_detail_4 instanceof Date) {
            json += JSON_STR_QUOTE + value_detail_4.toISOString() + JSON_STR_QUOTE
          } else if (value_detail_4 instanceof RegExp) {
            json += asString(value_detail_4.source)
          } else {
            json += asString(value_detail_4.toString())
          }
        } else {
          json += asString(value_detail_4)
        }
        
      } else {
        throw new Error('"detail" is required!')
      }
      
      const value_instance_5 = obj["instance"]
      if (value_instance_5 !== undefined) {
        json += ",\"instance\":"
        
        if (typeof value_instance_5 !== 'string') {
          if (value_instance_5 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_instance_5 instanceof Date) {
            json += JSON_STR_QUOTE + value_instance_5.toISOString() + JSON_STR_QUOTE
          } else if (value_instance_5 instanceof RegExp) {
            json += asString(value_instance_5.source)
          } else {
            json += asString(value_instance_5.toString())
          }
        } else {
          json += asString(value_instance_5)
        }
        
      } else {
        throw new Error('"instance" is required!')
      }
      
      const value_request_id_6 = obj["request_id"]
      if (value_request_id_6 !== undefined) {
        json += ",\"request_id\":"
        
        if (typeof value_request_id_6 !== 'string') {
          if (value_request_id_6 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_request_id_6 instanceof Date) {
            json += JSON_STR_QUOTE + value_request_id_6.toISOString() + JSON_STR_QUOTE
          } else if (value_request_id_6 instanceof RegExp) {
            json += asString(value_request_id_6.source)
          } else {
            json += asString(value_request_id_6.toString())
          }
        } else {
          json += asString(value_request_id_6)
        }
        
      } else {
        throw new Error('"request_id" is required!')
      }
      
      const value_errors_7 = obj["errors"]
      if (value_errors_7 !== undefined) {
        json += ",\"errors\":"
        json += anonymous1(value_errors_7)
      } else {
        throw new Error('"errors" is required!')
      }
      
return json + JSON_STR_END_OBJECT

      }
    
    const main = anonymous0
    return main
    
}(validator, serializer);
export const serialise4 = function anonymous(validator,serializer
) {

    
const {
  asString,
  asNumber,
  asBoolean,
  asDateTime,
  asDate,
  asTime,
  asUnsafeString,
  asPlainStringArray
} = serializer

const asInteger = serializer.asInteger.bind(serializer)


    const JSON_STR_BEGIN_OBJECT = '{'
    const JSON_STR_END_OBJECT = '}'
    const JSON_STR_BEGIN_ARRAY = '['
    const JSON_STR_END_ARRAY = ']'
    const JSON_STR_COMMA = ','
    const JSON_STR_COLONS = ':'
    const JSON_STR_QUOTE = '"'
    const JSON_STR_EMPTY_OBJECT = JSON_STR_BEGIN_OBJECT + JSON_STR_END_OBJECT
    const JSON_STR_EMPTY_ARRAY = JSON_STR_BEGIN_ARRAY + JSON_STR_END_ARRAY
    const JSON_STR_EMPTY_STRING = JSON_STR_QUOTE + JSON_STR_QUOTE
    const JSON_STR_NULL = 'null'
    
  
    
      // "#"
      function anonymous0 (input) {
        const obj = (input && typeof input.toJSON === 'function')
    ? input.toJSON()
    : input
  
        if (obj === null) return JSON_STR_EMPTY_OBJECT
        let json = ''

        
      const value_id_1 = obj["id"]
      if (value_id_1 !== undefined) {
        json += "{\"id\":"
        json += asInteger(value_id_1)
      } else {
        throw new Error('"id" is required!')
      }
      
      const value_user_id_2 = obj["user_id"]
      if (value_user_id_2 !== undefined) {
        json += ",\"user_id\":"
        
        if (typeof value_user_id_2 !== 'string') {
          if (value_user_id_2 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_user_id_2 instanceof Date) {
            json += JSON_STR_QUOTE + value_user_id_2.toISOString() + JSON_STR_QUOTE
          } else if (value_user_id_2 instanceof RegExp) {
            json += asString(value_user_id_2.source)
          } else {
            json += asString(value_user_id_2.toString())
          }
        } else {
          json += asString(value_user_id_2)
        }
        
      } else {
        throw new Error('"user_id" is required!')
      }
      
      const value_title_3 = obj["title"]
      if (value_title_3 !== undefined) {
        json += ",\"title\":"
        
        if (typeof value_title_3 !== 'string') {
          if (value_title_3 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_title_3 instanceof Date) {
            json += JSON_STR_QUOTE + value_title_3.toISOString() + JSON_STR_QUOTE
          } else if (value_title_3 instanceof RegExp) {
            json += asString(value_title_3.source)
          } else {
            json += asString(value_title_3.toString())
          }
        } else {
          json += asString(value_title_3)
        }
        
      } else {
        throw new Error('"title" is required!')
      }
      
      const value_description_4 = obj["description"]
      if (value_description_4 !== undefined) {
        json += ",\"description\":"
        
          if (value_description_4 === null) {
            json += JSON_STR_NULL
          }
          
          else if(
            typeof value_description_4 === "string" ||
            value_description_4 === null ||
            value_description_4 instanceof Date ||
            value_description_4 instanceof RegExp ||
            (
              typeof value_description_4 === "object" &&
              typeof value_description_4.toString === "function" &&
              value_description_4.toString !== Object.prototype.toString
            )
          ) {
            
        if (typeof value_description_4 !== 'string') {
          if (value_description_4 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_description_4 instanceof Date) {
            json += JSON_STR_QUOTE + value_description_4.toISOString() + JSON_STR_QUOTE
          } else if (value_description_4 instanceof RegExp) {
            json += asString(value_description_4.source)
          } else {
            json += asString(value_description_4.toString())
          }
        } else {
          json += asString(value_description_4)
        }
        
          }
        
    else throw new TypeError("The value of '#/properties/description' does not match schema definition.")
  
      } else {
        throw new Error('"description" is required!')
      }
      
      const value_completed_5 = obj["completed"]
      if (value_completed_5 !== undefined) {
        json += ",\"completed\":"
        json += asBoolean(value_completed_5)
      } else {
        throw new Error('"completed" is required!')
      }
      
      const value_due_date_6 = obj["due_date"]
      if (value_due_date_6 !== undefined) {
        json += ",\"due_date\":"
        
          if (value_due_date_6 === null) {
            json += JSON_STR_NULL
          }
          
          else if(
            typeof value_due_date_6 === "string" ||
            value_due_date_6 === null ||
            value_due_date_6 instanceof Date ||
            value_due_date_6 instanceof RegExp ||
            (
              typeof value_due_date_6 === "object" &&
              typeof value_due_date_6.toString === "function" &&
              value_due_date_6.toString !== Object.prototype.toString
            )
          ) {
            json += asDateTime(value_due_date_6)
          }
        
    else throw new TypeError("The value of '#/properties/due_date' does not match schema definition.")
  
      } else {
        throw new Error('"due_date" is required!')
      }
      
      const value_created_at_7 = obj["created_at"]
      if (value_created_at_7 !== undefined) {
        json += ",\"created_at\":"
        json += asDateTime(value_created_at_7)
      } else {
        throw new Error('"created_at" is required!')
      }
      
      const value_updated_at_8 = obj["updated_at"]
      if (value_updated_at_8 !== undefined) {
        json += ",\"updated_at\":"
        json += asDateTime(value_updated_at_8)
      } else {
        throw new Error('"updated_at" is required!')
      }
      
return json + JSON_STR_END_OBJECT

      }
    
    const main = anonymous0
    return main
    
}(validator, serializer);
export const serialise5 = function anonymous(validator,serializer
) {

    
const {
  asString,
  asNumber,
  asBoolean,
  asDateTime,
  asDate,
  asTime,
  asUnsafeString,
  asPlainStringArray
} = serializer

const asInteger = serializer.asInteger.bind(serializer)


    const JSON_STR_BEGIN_OBJECT = '{'
    const JSON_STR_END_OBJECT = '}'
    const JSON_STR_BEGIN_ARRAY = '['
    const JSON_STR_END_ARRAY = ']'
    const JSON_STR_COMMA = ','
    const JSON_STR_COLONS = ':'
    const JSON_STR_QUOTE = '"'
    const JSON_STR_EMPTY_OBJECT = JSON_STR_BEGIN_OBJECT + JSON_STR_END_OBJECT
    const JSON_STR_EMPTY_ARRAY = JSON_STR_BEGIN_ARRAY + JSON_STR_END_ARRAY
    const JSON_STR_EMPTY_STRING = JSON_STR_QUOTE + JSON_STR_QUOTE
    const JSON_STR_NULL = 'null'
    
  
    
      // "#"
      function anonymous0 (input) {
        const obj = (input && typeof input.toJSON === 'function')
    ? input.toJSON()
    : input
  
        if (obj === null) return JSON_STR_EMPTY_OBJECT
        let json = ''

        
      const value_status_1 = obj["status"]
      if (value_status_1 !== undefined) {
        json += "{\"status\":"
        
        if (typeof value_status_1 !== 'string') {
          if (value_status_1 === null) {
            json += JSON_STR_EMPTY_STRING
          } else if (value_status_1 instanceof Date) {
            json += JSON_STR_QUOTE + value_status_1.toISOString() + JSON_STR_QUOTE
          } else if (value_status_1 instanceof RegExp) {
            json += asString(value_status_1.source)
          } else {
            json += asString(value_status_1.toString())
          }
        } else {
          json += asString(value_status_1)
        }
        
      } else {
        throw new Error('"status" is required!')
      }
      
return json + JSON_STR_END_OBJECT

      }
    
    const main = anonymous0
    return main
    
}(validator, serializer);
